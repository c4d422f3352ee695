/** Which events lead to a review, and which do not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { deployWith, SOUND_SETUP } from "../../demo/sound-setup.ts";
import type { Repository } from "../../emulator/repository.ts";
import { type AppWorld, startAppWorld } from "../support/app-world.ts";

const LEAK = {
  "config/deploy.yml": deployWith(["password:\n    - KAMAL_REGISTRY_PASSWORD", "password: hunter2hunter2"]),
};

let world: AppWorld;
let repository: Repository;
let head: string;
let number: number;
let serial = 0;

beforeAll(async () => {
  world = await startAppWorld();
});

afterAll(async () => {
  expect(world.violations()).toEqual([]);
  await world.stop();
});

beforeEach(async () => {
  serial += 1;
  const collaborators = { wim: "push", otto: "pull" } as const;
  repository = await world.github.createRepository({
    name: `shop-${serial}`,
    private: true,
    files: SOUND_SETUP,
    collaborators,
  });
  head = await repository.commit({ branch: "change", from: "main", files: LEAK });
  number = await repository.openPullRequest({ head: "change" });
  await world.settled();
});

/** Conclusions of all check runs of a commit, newest first. */
async function conclusions(sha: string): Promise<(string | null | undefined)[]> {
  return (await repository.checkRuns(sha)).map(({ conclusion }) => conclusion);
}

/** How often the App has shown a check as running since the last call of `forget`. */
let seen = 0;
function forget(): void {
  seen = world.github.requests().length;
}
function reviewsStarted(): number {
  const since = world.github.requests().slice(seen);
  return since.filter(({ body }) => (body as { status?: string } | undefined)?.status === "in_progress")
    .length;
}

describe("a pull request", () => {
  test("is reviewed when it is opened, under one check", async () => {
    expect(await conclusions(head)).toEqual(["failure"]);
  });

  test("is reviewed again when its base changes, since the change is another one then", async () => {
    await repository.commit({ branch: "release", from: "main", files: { "README.md": "# Release\n" } });
    forget();
    const where = { owner: "acme", repo: repository.name, pull_number: number };
    await world.github.clientFor("wim").rest.pulls.update({ ...where, base: "release" });
    await world.settled();
    expect(reviewsStarted()).toBe(1);
  });

  test("is not reviewed again when only its title changes", async () => {
    forget();
    await world.github
      .clientFor("wim")
      .rest.pulls.update({ owner: "acme", repo: repository.name, pull_number: number, title: "Other" });
    await world.settled();
    expect(reviewsStarted()).toBe(0);
  });

  test("is reviewed when it is reopened and when it stops being a draft", async () => {
    const client = world.github.clientFor("wim");
    forget();
    await client.rest.pulls.update({
      owner: "acme",
      repo: repository.name,
      pull_number: number,
      state: "closed",
    });
    await client.rest.pulls.update({
      owner: "acme",
      repo: repository.name,
      pull_number: number,
      state: "open",
    });
    await world.settled();
    await repository.setDraft(number, true);
    await repository.setDraft(number, false);
    await world.settled();
    expect(reviewsStarted()).toBe(2);
  });

  test("that changes nothing of the deployment passes at once, without a comment", async () => {
    const sha = await repository.commit({
      branch: "words",
      from: "main",
      files: { "README.md": "# Other words\n" },
    });
    const other = await repository.openPullRequest({ head: "words" });
    await world.settled();
    expect(
      (await repository.checkRuns(sha)).map(({ conclusion, output }) => [conclusion, output.title]),
    ).toEqual([["success", "Nothing to review"]]);
    expect(await repository.reviews(other)).toEqual([]);
  });

  test("from a fork is reviewed in the repository it is meant for", async () => {
    const open = await world.github.createRepository({
      name: `open-${serial}`,
      files: SOUND_SETUP,
      collaborators: { wim: "push" },
    });
    const fork = await open.fork("otto");
    const sha = await fork.commit({ branch: "leak", from: "main", files: LEAK, as: "otto" });
    await open.openPullRequest({ head: "otto:leak", as: "otto" });
    await world.settled();
    expect((await open.checkRuns(sha)).map(({ conclusion }) => conclusion)).toEqual(["failure"]);
  });

  test("shares the worst verdict with another pull request of the same commit", async () => {
    await repository.commit({ branch: "leaky", from: "main", files: { ...LEAK, "README.md": "# Leaky\n" } });
    await repository.openPullRequest({ head: "change", base: "leaky" });
    await world.settled();
    const [run, ...others] = await repository.checkRuns(head);
    expect([run?.conclusion, others.length]).toEqual(["failure", 0]);
    expect(run?.output.summary).toContain("head of 2 pull requests");
  });
});

describe("Re-run", () => {
  test("of the check reviews the commit again in the same check run", async () => {
    const [run] = await repository.checkRuns(head);
    forget();
    await repository.rerequest(run?.id ?? 0);
    await world.settled();
    expect([reviewsStarted(), (await repository.checkRuns(head)).length]).toEqual([1, 1]);
  });

  test("of the suite reviews the commit again", async () => {
    const [run] = await repository.checkRuns(head);
    forget();
    const where = { owner: "acme", repo: repository.name, check_suite_id: run?.check_suite?.id ?? 0 };
    await world.github.clientFor("wim").rest.checks.rerequestSuite(where);
    await world.settled();
    expect(reviewsStarted()).toBe(1);
  });

  test("posts no comment a second time", async () => {
    const before = await repository.reviewComments(number);
    const [run] = await repository.checkRuns(head);
    await repository.rerequest(run?.id ?? 0);
    await world.settled();
    expect(await repository.reviewComments(number)).toEqual(before);
  });
});

describe("/kamal-review rescan", () => {
  /** Comments, waits, and tells whether a review followed. */
  async function asks(body: string, as: string): Promise<number> {
    forget();
    await repository.comment(number, body, as);
    await world.settled();
    return reviewsStarted();
  }

  test("by somebody who may write reviews the pull request again", async () => {
    expect(await asks("/kamal-review rescan", "ada")).toBe(1);
  });

  test("by the author of the pull request does so too, with words below the command", async () => {
    expect(await asks("/kamal-review rescan\r\n\r\nThe secret is rotated now.", "wim")).toBe(1);
  });

  test("by somebody who may only read does nothing but answer with a confused face", async () => {
    expect(await asks("/kamal-review rescan", "otto")).toBe(0);
    const reactions = world.github.requests().filter(({ path }) => path.endsWith("/reactions"));
    expect(reactions.at(-1)?.body).toEqual({ content: "confused" });
  });

  test.each([
    ["not on the first line", "Please:\n/kamal-review rescan"],
    ["quoted", "> /kamal-review rescan"],
    ["in code", "```\n/kamal-review rescan\n```"],
    ["with something behind it", "/kamal-review rescan --force"],
    ["with a command that does not exist", "/kamal-review approve"],
  ])("does nothing when it stands %s", async (_, body) => {
    expect(await asks(body, "wim")).toBe(0);
  });
});

describe("a merge group", () => {
  /** Makes the commit that GitHub would make for a queue, on a branch named as GitHub names them. */
  async function group(): Promise<{ sha: string; base: string }> {
    const { data: main } = await world.github
      .clientFor("wim")
      .rest.repos.getBranch({ owner: "acme", repo: repository.name, branch: "main" });
    const base = main.commit.sha;
    const branch = `gh-readonly-queue/main/pr-1-${base}`;
    return { sha: await repository.commit({ branch, from: "main", message: "Group", files: LEAK }), base };
  }

  async function requestChecks({ sha, base }: { sha: string; base: string }): Promise<void> {
    const { data: details } = await world.github
      .clientFor("wim")
      .rest.repos.get({ owner: "acme", repo: repository.name });
    await world.github.sendWebhook("merge_group", {
      action: "checks_requested",
      merge_group: { head_sha: sha, base_sha: base },
      repository: { id: details.id, name: repository.name, owner: { login: "acme" } },
      installation: { id: world.github.app.installationId },
    });
    await world.settled();
  }

  test("is reviewed on its own head", async () => {
    const made = await group();
    await requestChecks(made);
    expect(await conclusions(made.sha)).toEqual(["failure"]);
  });

  test("is reviewed against the same base when its check is run again", async () => {
    const made = await group();
    await requestChecks(made);
    const [run] = await repository.checkRuns(made.sha);
    forget();
    await repository.rerequest(run?.id ?? 0);
    await world.settled();
    expect([reviewsStarted(), await conclusions(made.sha)]).toEqual([1, ["failure"]]);
  });

  test("is not what a pull request becomes by the name of its branch", async () => {
    const sha = await repository.commit({ branch: "leak", from: "main", message: "Leak", files: LEAK });
    const branch = `gh-readonly-queue/main/pr-1-${sha}`;
    const imitation = await repository.commit({ branch, from: "leak", message: "Same", files: {} });
    await repository.openPullRequest({ head: branch });
    await world.settled();
    const [run] = await repository.checkRuns(imitation);
    await repository.rerequest(run?.id ?? 0);
    await world.settled();
    expect(await conclusions(imitation)).toEqual(["failure"]);
  });
});
