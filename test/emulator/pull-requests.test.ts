import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PEOPLE } from "../../emulator/seed.ts";
import { openScene, refusalOf, startReceiver, useEmbeddedGitHub } from "./support.ts";

const github = useEmbeddedGitHub();
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  receiver = await startReceiver();
  github().deliverWebhooksTo(receiver.url);
});
afterAll(() => receiver.close());

/** Payloads of pull_request events about one repository. */
async function pullRequestEvents(name: string) {
  await github().settled();
  return receiver
    .payloads("pull_request")
    .filter(({ repository }) => (repository as { name: string }).name === name);
}

describe("opening a pull request", () => {
  test("sends its number, its counts and who is involved", async () => {
    const { number } = await openScene(github(), "opened", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    expect(await pullRequestEvents("opened")).toMatchObject([
      {
        action: "opened",
        number,
        pull_request: { changed_files: 1, draft: false },
        repository: { full_name: "acme/opened" },
        organization: { login: "acme" },
        sender: { login: PEOPLE.writer },
        installation: { id: github().app.installationId },
      },
    ]);
  });

  test("is refused for branches that are not there", async () => {
    const repo = await github().createRepository({ name: "branchless", files: { "a.txt": "a\n" } });
    expect(await refusalOf(repo.openPullRequest({ head: "nowhere" }))).toEqual({
      status: 422,
      message: "Validation Failed",
      errors: [{ resource: "PullRequest", field: "head", code: "invalid" }],
    });
    expect(await refusalOf(repo.openPullRequest({ head: "main", base: "nowhere" }))).toMatchObject({
      errors: [{ field: "base" }],
    });
  });

  test("is refused without commits and a second time", async () => {
    const { repo } = await openScene(github(), "twice", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    expect(await refusalOf(repo.openPullRequest({ head: "main" }))).toMatchObject({
      errors: [{ message: "No commits between main and main" }],
    });
    expect(await refusalOf(repo.openPullRequest({ head: "feature" }))).toMatchObject({
      errors: [{ message: "A pull request already exists for acme:feature." }],
    });
  });

  test("keeps its head under refs/pull", async () => {
    const { at, number, sha } = await openScene(github(), "head-ref", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    const { data } = await github()
      .clientForApp()
      .git.getRef({ ...at, ref: `pull/${number}/head` });
    expect(data.object.sha).toBe(sha);
  });
});

describe("a push to the branch of a pull request", () => {
  test("moves its head and sends synchronize with both ends", async () => {
    const {
      repo,
      number,
      sha: before,
    } = await openScene(github(), "pushed", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    const after = await repo.commit({ branch: "feature", files: { "a.txt": "c\n" } });
    expect((await repo.pullRequest(number)).head.sha).toBe(after);
    expect((await pullRequestEvents("pushed")).at(-1)).toMatchObject({
      action: "synchronize",
      number,
      before,
      after,
      pull_request: { head: { sha: after }, commits: 2 },
    });
  });

  test("with force replaces its commits", async () => {
    const { repo, number } = await openScene(github(), "forced", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    const after = await repo.commit({ branch: "feature", force: true, files: { "b.txt": "b\n" } });
    expect(await repo.pullRequest(number)).toMatchObject({
      head: { sha: after },
      commits: 1,
      changed_files: 1,
    });
  });

  test("reaches a pull request from a fork, whose events stay with the base repository", async () => {
    const repo = await github().createRepository({ name: "forked", files: { "a.txt": "a\n" } });
    const fork = await repo.fork(PEOPLE.outsider);
    await fork.commit({ branch: "patch", files: { "a.txt": "b\n" } });
    const number = await repo.openPullRequest({ head: `${PEOPLE.outsider}:patch`, as: PEOPLE.outsider });
    const after = await fork.commit({ branch: "patch", files: { "a.txt": "c\n" } });
    const events = await pullRequestEvents("forked");
    expect(events.map(({ action }) => action)).toEqual(["opened", "synchronize"]);
    expect(events.at(-1)).toMatchObject({ number, after, repository: { full_name: "acme/forked" } });
    expect(receiver.payloads("push").map(({ repository }) => repository)).not.toContainEqual(
      expect.objectContaining({ full_name: fork.fullName }),
    );
  });

  test("to its base branch sends no event and leaves the recorded base as it was", async () => {
    const { repo, number } = await openScene(github(), "base-moved", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    const { base } = await repo.pullRequest(number);
    await repo.commit({ branch: "main", files: { "b.txt": "b\n" } });
    expect((await repo.pullRequest(number)).base.sha).toBe(base.sha);
    expect(await pullRequestEvents("base-moved")).toHaveLength(1);
  });
});

describe("a pull request from a fork", () => {
  test("has its commit, files and checks in the base repository", async () => {
    const repo = await github().createRepository({ name: "upstream", files: { "a.txt": "a\n" } });
    const fork = await repo.fork(PEOPLE.outsider);
    const sha = await fork.commit({ branch: "patch", files: { "a.txt": "b\n" } });
    await repo.openPullRequest({ head: `${PEOPLE.outsider}:patch`, as: PEOPLE.outsider });
    const at = { owner: "acme", repo: "upstream" };
    const app = github().clientForApp();
    const content = await app.repos.getContent({
      ...at,
      path: "a.txt",
      ref: sha,
      mediaType: { format: "raw" },
    });
    const run = await app.checks.create({ ...at, name: "Check", head_sha: sha, conclusion: "success" });
    const compared = await app.repos.compareCommitsWithBasehead({ ...at, basehead: `main...${sha}` });
    expect(content.data).toBe("b\n");
    expect(run.data.pull_requests).toEqual([]);
    expect(run.data.check_suite).toMatchObject({ head_branch: null });
    expect(compared.data.files).toMatchObject([{ filename: "a.txt" }]);
  });
});

describe("editing a pull request", () => {
  test("says what the base was", async () => {
    const { repo, at, number } = await openScene(github(), "rebased", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    await repo.commit({ branch: "next", files: { "n.txt": "n\n" } });
    const { base } = await repo.pullRequest(number);
    await github()
      .clientFor(PEOPLE.writer)
      .pulls.update({ ...at, pull_number: number, base: "next" });
    expect((await pullRequestEvents("rebased")).at(-1)).toMatchObject({
      action: "edited",
      changes: { base: { ref: { from: "main" }, sha: { from: base.sha } } },
      pull_request: { base: { ref: "next" } },
    });
  });

  test("says what the title was, and is refused for a base that is not there", async () => {
    const { at, number } = await openScene(github(), "retitled", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    const { pulls } = github().clientFor(PEOPLE.writer);
    await pulls.update({ ...at, pull_number: number, title: "Better" });
    expect((await pullRequestEvents("retitled")).at(-1)).toMatchObject({
      action: "edited",
      changes: { title: { from: "Merge feature" } },
    });
    expect(await refusalOf(pulls.update({ ...at, pull_number: number, base: "nowhere" }))).toMatchObject({
      status: 422,
      errors: [{ message: "Proposed base branch 'nowhere' was not found" }],
    });
  });

  test("sends closed, reopened, converted_to_draft and ready_for_review", async () => {
    const { repo, at, number } = await openScene(github(), "states", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    const { pulls } = github().clientFor(PEOPLE.writer);
    await pulls.update({ ...at, pull_number: number, state: "closed" });
    await pulls.update({ ...at, pull_number: number, state: "open" });
    await repo.setDraft(number, true);
    await repo.setDraft(number, false);
    const actions = (await pullRequestEvents("states")).map(({ action }) => action);
    expect(actions).toEqual(["opened", "closed", "reopened", "converted_to_draft", "ready_for_review"]);
  });
});

describe("the pull requests of a commit", () => {
  test("are the open ones that contain it", async () => {
    const { repo, at, number, sha } = await openScene(
      github(),
      "commit-pulls",
      { "a.txt": "a\n" },
      { "a.txt": "b\n" },
    );
    const list = github().clientForApp().repos.listPullRequestsAssociatedWithCommit;
    expect((await list({ ...at, commit_sha: sha })).data).toMatchObject([{ number, head: { sha } }]);
    await repo.merge(number);
    expect((await list({ ...at, commit_sha: sha })).data).toEqual([]);
  });

  test("of an unknown commit are refused", async () => {
    const { at } = await openScene(github(), "no-commit", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    const commit_sha = "0123456789012345678901234567890123456789";
    const call = github()
      .clientForApp()
      .repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha });
    expect(await refusalOf(call)).toMatchObject({
      status: 422,
      message: `No commit found for SHA: ${commit_sha}`,
    });
  });
});
