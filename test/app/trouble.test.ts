/** When things go wrong: on GitHub's side, in the files, in the middle of a review. No check is ever left open. */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { deployWith, SOUND_SETUP } from "../../demo/sound-setup.ts";
import type { FileContent } from "../../emulator/commit-files.ts";
import type { Repository } from "../../emulator/repository.ts";
import { type AppWorld, startAppWorld } from "../support/app-world.ts";

const LEAK = {
  "config/deploy.yml": deployWith(["password:\n    - KAMAL_REGISTRY_PASSWORD", "password: hunter2hunter2"]),
};

let world: AppWorld;
let repository: Repository;

beforeEach(async () => {
  world = await startAppWorld();
  repository = await world.github.createRepository({ name: "shop", private: true, files: SOUND_SETUP });
});

afterEach(async () => {
  expect(world.violations()).toEqual([]);
  await world.stop();
});

interface Outcome {
  readonly sha: string;
  readonly number: number;
  readonly conclusion: string | null | undefined;
  readonly title: string | null | undefined;
  readonly summary: string | null | undefined;
}

/** Opens a pull request with these files and waits for the verdict. */
async function review(
  files: Readonly<Record<string, FileContent | null>>,
  beforeOpening: () => void = () => undefined,
): Promise<Outcome> {
  const sha = await repository.commit({ branch: "change", from: "main", files: { ...files } });
  beforeOpening();
  const number = await repository.openPullRequest({ head: "change" });
  await world.settled();
  const [run] = await repository.checkRuns(sha);
  return { sha, number, conclusion: run?.conclusion, title: run?.output.title, summary: run?.output.summary };
}

describe("GitHub", () => {
  test("failing once is tried again by itself", async () => {
    world.github.failNext({ method: "GET", path: /\/git\/blobs\//, status: 502 });
    expect(await review(LEAK)).toMatchObject({ conclusion: "failure", title: "1 critical" });
  });

  test("failing for good ends the check as failed, never as passed, and is logged without secrets", async () => {
    world.github.failNext({ method: "GET", path: /\/git\/blobs\//, status: 502, times: 100 });
    expect(await review(LEAK)).toMatchObject({
      conclusion: "failure",
      title: "The review could not be done",
    });
    expect(world.log.filter((line) => line.includes('"msg":"a review failed"'))).toHaveLength(2);
  });

  test("refusing for lack of permission is logged with the reason, and the process lives on", async () => {
    world.github.failNext({
      method: "POST",
      path: /\/check-runs$/,
      status: 403,
      body: { message: "Resource not accessible by integration" },
      times: 100,
    });
    await review(LEAK);
    expect(world.log.join()).toContain("the App may not do this in the repository");
    expect((await fetch(`${world.app.url}/healthz`)).status).toBe(200);
  });

  test("refusing one comment costs only that comment", async () => {
    world.github.failNext({
      method: "POST",
      path: /\/reviews$/,
      status: 422,
      body: { message: "Validation Failed" },
    });
    const { number } = await review({
      "config/deploy.yml": deployWith(
        ["password:\n    - KAMAL_REGISTRY_PASSWORD", "password: hunter2hunter2"],
        ['"127.0.0.1:5432:5432"', "5432"],
      ),
    });
    expect(await repository.reviewComments(number)).toHaveLength(2);
  });

  const STEPS: readonly (readonly [step: string, method: string, path: RegExp])[] = [
    ["finding the check", "GET", /\/check-runs$/],
    ["making the check", "POST", /\/check-runs$/],
    ["moving the check on", "PATCH", /\/check-runs\//],
    ["finding pull requests by commit", "GET", /\/commits\/\w+\/pulls$/],
    ["finding open pull requests", "GET", /\/pulls$/],
    ["comparing", "GET", /\/compare\//],
    ["listing files", "GET", /\/git\/trees\//],
    ["reading files", "GET", /\/git\/blobs\//],
    ["looking at comments", "GET", /\/pulls\/\d+\/comments$/],
    ["reading the difference", "GET", /\/pulls\/\d+\/files$/],
    ["commenting", "POST", /\/reviews$/],
  ];

  const faults = STEPS.flatMap(([step, method, path]) =>
    [403, 404, 422, 500].map((status) => ({ step, method, path, status })),
  );

  test.each(faults)("answering $status at $step still ends the check as failed", async (fault) => {
    const { conclusion } = await review(LEAK, () => world.github.failNext(fault));
    expect(conclusion).toBe("failure");
  });

  test("failing on a comment leaves the verdict as it is", async () => {
    world.github.failNext({ method: "POST", path: /\/reviews$/, status: 500, times: 100 });
    expect(await review(LEAK)).toMatchObject({ conclusion: "failure", title: "1 critical" });
  });
});

describe("a restart", () => {
  test("takes up a review that was cut short", async () => {
    world.github.failNext({ method: "GET", path: /\/git\/blobs\//, status: 502, times: 1 });
    await world.stop();
    world = await startAppWorld({ retryAfter: [600_000] });
    repository = await world.github.createRepository({ name: "shop", private: true, files: SOUND_SETUP });
    world.github.failNext({ method: "GET", path: /\/git\/blobs\//, status: 502, times: 1 });
    const sha = await repository.commit({ branch: "change", from: "main", files: LEAK });
    await repository.openPullRequest({ head: "change" });
    await world.github.settled();
    while ((await repository.checkRuns(sha))[0]?.output.title !== "The review could not be done")
      await world.github.settled();
    await world.restartApp();
    await world.settled();
    expect((await repository.checkRuns(sha))[0]?.output.title).toBe("1 critical");
  });
});

describe("files", () => {
  test("of broken YAML fail the check and are commented where they break", async () => {
    const broken = deployWith(["registry:\n", "registry: [\n"]);
    const { conclusion, title, summary } = await review({ "config/deploy.yml": broken });
    expect([conclusion, title]).toEqual(["failure", "Not everything could be reviewed; 1 high"]);
    expect(summary).toContain("is not valid YAML");
  });

  test("with ERB control flow are reviewed as far as they say anything", async () => {
    const looped = deployWith(
      ["    - 192.0.2.10\n", "<% %w[a b].each do |host| %>\n    - <%= host %>.example.com\n<% end %>\n"],
      ['"127.0.0.1:5432:5432"', "5432"],
    );
    expect(await review({ "config/deploy.yml": looped })).toMatchObject({
      conclusion: "neutral",
      title: "1 high",
    });
  });

  test("that are alias bombs fail the check within the usual time", async () => {
    const bomb = Array.from(
      { length: 40 },
      (_, i) => `  x${i + 1}: &x${i + 1} { <<: [*x${i}, *x${i}, *x${i}], k${i}: 1 }`,
    ).join("\n");
    const { conclusion } = await review({
      "config/deploy.yml": `${SOUND_SETUP["config/deploy.yml"]}labels:\n  x0: &x0 { a: 1 }\n${bomb}\n`,
    });
    expect(conclusion).toBeDefined();
    const nested = `${SOUND_SETUP["config/deploy.yml"]}labels: ${"[".repeat(5_000)}${"]".repeat(5_000)}\n`;
    const sha = await repository.commit({ branch: "change", files: { "config/deploy.yml": nested } });
    await world.settled();
    expect((await repository.checkRuns(sha))[0]?.conclusion).toBe("failure");
  });

  test("that are too large or binary fail the check and say so", async () => {
    const large = { content: `#!/bin/sh\n${"# padding\n".repeat(200_000)}`, mode: "100755" } as const;
    const { conclusion, summary } = await review({
      ".kamal/hooks/pre-deploy": large,
      ".kamal/hooks/post-deploy": new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1]),
    });
    expect(conclusion).toBe("failure");
    expect(summary).toContain("is larger than the 1 MB");
    expect(summary).toContain("is a binary file");
  });

  test("with quotes, backticks and mentions in their paths can't write into our words", async () => {
    const path = "apps/`a` @acme [x](evil) <b>/config/deploy.yml";
    const { summary, conclusion } = await review({ [path]: LEAK["config/deploy.yml"] });
    expect(conclusion).toBe("failure");
    expect(summary).toContain("[``apps/`a` @acme [x](evil) <b>/config/deploy.yml:15``](");
  });

  test("with hundreds of findings are annotated in batches that GitHub takes", async () => {
    const accessories = Array.from(
      { length: 120 },
      (_, i) => `  db${i}:\n    image: postgres:17.2\n    host: 192.0.2.10\n    port: ${5000 + i}\n`,
    );
    const { sha } = await review({
      "config/deploy.yml": SOUND_SETUP["config/deploy.yml"] + accessories.join(""),
    });
    const [run] = await repository.checkRuns(sha);
    expect(await repository.annotations(run?.id ?? 0)).toHaveLength(120);
    expect(await repository.reviewComments(1)).toHaveLength(20);
  });

  test("that switch detectors off by a comment are reviewed all the same", async () => {
    const token = "ghp_k3Vq9ZtX1mWc7RbN5yLd2HsJ8fPa4GuE6oTi";
    const { title } = await review({
      ".kamal/hooks/pre-deploy": {
        content: `#!/bin/sh\n# secretlint-disable\nTOKEN=${token}\n`,
        mode: "100755",
      },
    });
    expect(title).toBe("1 critical");
  });
});

test("a repository that has nothing to do with Kamal always passes", async () => {
  repository = await world.github.createRepository({
    name: "blog",
    files: { Dockerfile: "FROM ruby\n", "bin/deploy": "#!/bin/sh\ncurl x | sh\n" },
  });
  expect(await review({ "bin/deploy": "#!/bin/sh\ncurl y | sh\n" })).toMatchObject({
    conclusion: "success",
    title: "Nothing to review",
  });
});
