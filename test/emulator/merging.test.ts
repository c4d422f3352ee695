import { describe, expect, test } from "@jest/globals";
import { PEOPLE } from "../../emulator/seed.ts";
import { openScene, refusalOf, type Scene, useEmbeddedGitHub } from "./support.ts";

const github = useEmbeddedGitHub();

const scene = (name: string) => openScene(github(), name, { "a.txt": "a\n" }, { "a.txt": "b\n" });

async function report({ at, sha }: Scene, conclusion: "success" | "neutral" | "skipped" | "failure") {
  await github()
    .clientForApp()
    .checks.create({ ...at, name: "Kamal Review", head_sha: sha, conclusion });
}

const BLOCKED = { message: expect.stringContaining('Required status check "Kamal Review"'), status: 405 };

describe("merging", () => {
  test("keeps what both branches did, in a commit with two parents", async () => {
    const { repo, at, number, sha } = await scene("both");
    const base = await repo.commit({ branch: "main", files: { "b.txt": "b\n" } });
    expect(await repo.merge(number)).toEqual({ status: 200, message: "Pull Request successfully merged" });
    const { repos } = github().clientFor(PEOPLE.writer);
    const { data } = await repos.getCommit({ ...at, ref: "main" });
    const tree = await github()
      .clientFor(PEOPLE.writer)
      .git.getTree({ ...at, tree_sha: data.sha, recursive: "true" });
    expect(data.parents.map((parent) => parent.sha)).toEqual([base, sha]);
    expect(tree.data.tree.map(({ path }) => path)).toEqual(["a.txt", "b.txt"]);
    expect(await repo.pullRequest(number)).toMatchObject({
      merged: true,
      state: "closed",
      merge_commit_sha: data.sha,
    });
  });

  test("takes one pull request after the other", async () => {
    const { repo, number } = await scene("two");
    await repo.commit({ branch: "second", from: "main", files: { "c.txt": "c\n" } });
    const second = await repo.openPullRequest({ head: "second" });
    expect(await repo.merge(number)).toMatchObject({ status: 200 });
    expect(await repo.merge(second)).toMatchObject({ status: 200 });
  });

  test("is refused when both branches changed a file, and the pull request says so", async () => {
    const { repo, number } = await scene("conflict");
    await repo.commit({ branch: "main", files: { "a.txt": "c\n" } });
    expect(await repo.pullRequest(number)).toMatchObject({ mergeable: false, mergeable_state: "dirty" });
    expect(await repo.merge(number)).toEqual({ status: 405, message: "Pull Request is not mergeable" });
  });

  test("is refused for drafts, for closed ones and for people who may not push", async () => {
    const { repo, number } = await scene("refused");
    expect(await repo.merge(number, PEOPLE.outsider)).toMatchObject({ status: 403 });
    await repo.setDraft(number, true);
    expect(await repo.merge(number)).toMatchObject({ status: 405 });
    await repo.setDraft(number, false);
    await repo.merge(number);
    expect(await repo.merge(number)).toMatchObject({ status: 405 });
  });

  test("is refused with 409 when the head is not the expected one", async () => {
    const { at, number } = await scene("expected-head");
    const sha = "0123456789012345678901234567890123456789";
    const merge = github()
      .clientFor(PEOPLE.writer)
      .pulls.merge({ ...at, pull_number: number, sha });
    expect(await refusalOf(merge)).toMatchObject({ status: 409 });
  });

  test("takes more than our app may do", async () => {
    const { at, number } = await scene("by-app");
    const merge = github()
      .clientForApp()
      .pulls.merge({ ...at, pull_number: number });
    expect(await refusalOf(merge)).toEqual({
      status: 403,
      message: "Resource not accessible by integration",
    });
  });
});

describe("a required check", () => {
  test("blocks while it is expected and when it fails", async () => {
    const here = await scene("required");
    await here.repo.protect("main", { checks: [{ context: "Kamal Review" }] });
    expect(await here.repo.merge(here.number)).toEqual({
      status: 405,
      message: 'Required status check "Kamal Review" is expected.',
    });
    expect(await here.repo.pullRequest(here.number)).toMatchObject({ mergeable_state: "blocked" });
    await report(here, "failure");
    expect(await here.repo.merge(here.number, PEOPLE.admin)).toEqual({
      status: 405,
      message: 'Required status check "Kamal Review" is failing.',
    });
  });

  test.each(["success", "neutral", "skipped"] as const)("lets %s pass", async (conclusion) => {
    const here = await scene(`passes-${conclusion}`);
    await here.repo.protect("main", { checks: [{ context: "Kamal Review" }] });
    await report(here, conclusion);
    expect(await here.repo.merge(here.number)).toMatchObject({ status: 200 });
  });

  test("is decided by its newest run", async () => {
    const here = await scene("newest");
    await here.repo.protect("main", { checks: [{ context: "Kamal Review" }] });
    await report(here, "success");
    await report(here, "failure");
    expect(await here.repo.merge(here.number)).toMatchObject(BLOCKED);
  });

  test("must pass on the latest commit", async () => {
    const here = await scene("latest");
    await here.repo.protect("main", { checks: [{ context: "Kamal Review" }] });
    await report(here, "success");
    await here.repo.commit({ branch: "feature", files: { "b.txt": "b\n" } });
    expect(await here.repo.merge(here.number)).toMatchObject(BLOCKED);
  });

  test("may be pinned to an app", async () => {
    const here = await scene("pinned");
    await here.repo.protect("main", { checks: [{ context: "Kamal Review", appId: github().app.id }] });
    const other = github().clientForOtherApp();
    await other.checks.create({
      ...here.at,
      name: "Kamal Review",
      head_sha: here.sha,
      conclusion: "success",
    });
    expect(await here.repo.merge(here.number)).toEqual({
      status: 405,
      message: 'Required status check "Kamal Review" was not set by the expected GitHub App.',
    });
    await report(here, "success");
    expect(await here.repo.merge(here.number)).toMatchObject({ status: 200 });
  });

  test("shows in the protection with its app", async () => {
    const { repo, at } = await scene("protection");
    await repo.protect("main", { checks: [{ context: "Kamal Review", appId: github().app.id }] });
    const { data } = await github()
      .clientFor(PEOPLE.admin)
      .repos.getBranchProtection({ ...at, branch: "main" });
    expect(data.required_status_checks?.checks).toEqual([
      { context: "Kamal Review", app_id: github().app.id },
    ]);
  });

  test("of a ruleset blocks too and shows in the rules of the branch", async () => {
    const here = await scene("ruleset");
    const rules = () =>
      github()
        .clientForApp()
        .repos.getBranchRules({ ...here.at, branch: "main" });
    expect((await rules()).data).toEqual([]);
    await here.repo.protect("main", { checks: [{ context: "Kamal Review", appId: 4242 }], kind: "ruleset" });
    expect((await rules()).data).toMatchObject([
      {
        type: "required_status_checks",
        parameters: { required_status_checks: [{ context: "Kamal Review", integration_id: 4242 }] },
      },
    ]);
    expect(await here.repo.merge(here.number)).toMatchObject(BLOCKED);
  });
});
