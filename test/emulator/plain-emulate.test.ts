/**
 * What emulate lacks without our overlay. A failure here is good news: a new version has learnt something, and
 * the part of the overlay named in the test can go.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { createEmulator, type Emulator } from "emulate";
import { commitFiles } from "../../emulator/commit-files.ts";
import { APP, ORGANIZATION, PEOPLE, seed, tokenOf } from "../../emulator/seed.ts";
import { refusalOf, startReceiver } from "./support.ts";

const at = { owner: ORGANIZATION, repo: "plain" };
const target = { ...at, defaultBranch: "main" };
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe("emulate without the overlay", () => {
  let emulator: Emulator;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let admin: Octokit;
  let app: Octokit;
  let sha: string;
  let pull_number: number;

  beforeAll(async () => {
    receiver = await startReceiver();
    emulator = await createEmulator({ service: "github", port: 0, seed: seedWithWebhooks(receiver.url) });
    admin = new Octokit({ baseUrl: emulator.url, auth: tokenOf(PEOPLE.admin), log });
    app = appClient(emulator);
    await admin.repos.createInOrg({ org: ORGANIZATION, name: at.repo });
    await commitFiles({ client: admin, ...target }, { branch: "main", files: { "a.txt": "one\n" } });
    sha = await commitFiles({ client: admin, ...target }, { branch: "feature", files: { "a.txt": "two\n" } });
    const opened = await admin.pulls.create({ ...at, head: "feature", base: "main", title: "Change" });
    pull_number = opened.data.number;
  });

  afterAll(async () => {
    await emulator.close();
    await receiver.close();
  });

  test("lists no files of a pull request (overlay/pull-request-files.ts)", async () => {
    const { data } = await admin.pulls.listFiles({ ...at, pull_number });
    expect(data).toEqual([]);
  });

  test("refuses review comments on lines and leaves an empty review behind (overlay/reviews.ts)", async () => {
    const comments = [{ path: "a.txt", line: 1, body: "Why?" }];
    const review = app.pulls.createReview({ ...at, pull_number, event: "COMMENT", body: "Hm", comments });
    expect(await refusalOf(review)).toMatchObject({ status: 422 });
    expect((await admin.pulls.listReviews({ ...at, pull_number })).data).toHaveLength(1);
  });

  test("does not know which app made a check run (overlay/check-run-json.ts)", async () => {
    const { data } = await app.checks.create({ ...at, name: "Check", head_sha: sha });
    expect(data.app).toBeNull();
  });

  test("replaces annotations instead of adding them (overlay/check-run-request.ts)", async () => {
    const annotation = {
      path: "a.txt",
      start_line: 1,
      end_line: 1,
      annotation_level: "notice",
      message: "Hm",
    } as const;
    const output = { title: "Title", summary: "Summary", annotations: [annotation] };
    const { data } = await app.checks.create({ ...at, name: "Annotated", head_sha: sha, output });
    const updated = await app.checks.update({ ...at, check_run_id: data.id, output });
    expect(updated.data.output.annotations_count).toBe(1);
  });

  test("takes an unknown token for its first user (overlay/front-door.ts)", async () => {
    const stranger = new Octokit({ baseUrl: emulator.url, auth: "garbage", log });
    expect((await stranger.users.getAuthenticated()).data.login).toBe(PEOPLE.nobody);
  });

  test("does not say that a comment is on a pull request (overlay/issue-comments.ts)", async () => {
    await admin.issues.createComment({ ...at, issue_number: pull_number, body: "Hello" });
    await receiver.arrival("issue_comment");
    expect(receiver.payloads("issue_comment")).toMatchObject([{ issue: { number: pull_number } }]);
    expect(receiver.payloads("issue_comment")[0]).not.toHaveProperty("issue.pull_request");
  });

  test("leaves a pull request behind when its branch moves (overlay/pull-request-heads.ts)", async () => {
    await commitFiles({ client: admin, ...target }, { branch: "feature", files: { "a.txt": "three\n" } });
    await receiver.arrival("push");
    const { data } = await admin.pulls.get({ ...at, pull_number });
    expect(data.head.sha).toBe(sha);
    expect(receiver.payloads("pull_request").map(({ action }) => action)).not.toContain("synchronize");
  });

  test("forks without the history (overlay/forks.ts)", async () => {
    const outsider = new Octokit({ baseUrl: emulator.url, auth: tokenOf(PEOPLE.outsider), log });
    await outsider.request("POST /repos/{owner}/{repo}/forks", { ...at, name: "fork" });
    const { data } = await admin.repos.listCommits({ owner: PEOPLE.outsider, repo: "fork" });
    expect(data.map((commit) => commit.commit.message)).toEqual(["Initial commit"]);
  });

  test("merges by taking all files of the head (overlay/merge-pull-request.ts)", async () => {
    await commitFiles({ client: admin, ...target }, { branch: "main", files: { "b.txt": "meanwhile\n" } });
    await admin.pulls.merge({ ...at, pull_number, merge_method: "merge" });
    const lost = admin.repos.getContent({ ...at, path: "b.txt" });
    expect(await refusalOf(lost)).toMatchObject({ status: 404 });
  });
});

function seedWithWebhooks(webhook_url: string) {
  const { tokens, github } = seed();
  const apps = github.apps.map((one) => (one.app_id === APP.id ? { ...one, webhook_url } : one));
  return { tokens, github: { ...github, apps } };
}

function appClient({ url, generatedSecrets }: Emulator): Octokit {
  const privateKey = generatedSecrets.find(({ id }) => id === String(APP.id))?.value;
  const auth = { appId: APP.id, installationId: APP.installationId, privateKey };
  return new Octokit({ baseUrl: url, authStrategy: createAppAuth, auth, log });
}
