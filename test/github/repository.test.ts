/** Single answers of GitHub's API that the embedded GitHub does not give. */

import { generateKeyPairSync } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import nock from "nock";
import { gitHubForge } from "../../src/github/repository.ts";
import type { Repository } from "../../src/service/ports.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "pkcs1", format: "pem" },
});
const API = "https://github.test/api/v3";
const REPOSITORY = "/repos/acme/shop";

let repository: Repository;

beforeEach(() => {
  nock.disableNetConnect();
  nock(API)
    .post("/app/installations/7/access_tokens", { repository_ids: [9] })
    .reply(201, { token: "ghs_test", expires_at: "2999-01-01T00:00:00Z", permissions: {} });
  repository = open("unlimited");
});

afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(pending).toEqual([]);
});

/** It stays in Node's own modules, which the next test file of this process uses as well. */
afterAll(() => nock.restore());

function open(pace: "polite" | "unlimited"): Repository {
  const access = { appId: 1, privateKey, apiUrl: API, webUrl: "https://github.test", pace };
  return gitHubForge(access, new Uint8Array(32)).repository({
    installationId: 7,
    repositoryId: 9,
    owner: "acme",
    name: "shop",
  });
}

describe("the right to write", () => {
  test.each([
    ["admin", true],
    ["write", true],
    ["read", false],
    ["none", false],
  ])("follows from the permission %s: %s", async (permission, expected) => {
    nock(API)
      .get(`${REPOSITORY}/collaborators/wim/permission`)
      .reply(200, { permission, role_name: permission });
    expect(await repository.canWrite("wim")).toBe(expected);
  });

  test("is absent for people GitHub does not know here", async () => {
    nock(API).get(`${REPOSITORY}/collaborators/nobody/permission`).reply(404, { message: "Not Found" });
    expect(await repository.canWrite("nobody")).toBe(false);
  });
});

describe("the pull requests of a commit", () => {
  const pull = (number: number, sha: string, state = "open") => ({
    number,
    state,
    head: { sha },
    base: { sha: "b", ref: "main" },
    user: { login: "wim" },
  });

  test.each([
    ["in GitHub's list by commit", [pull(1, "abc"), pull(2, "older"), pull(3, "abc", "closed")], [], [1]],
    ["in the list of the open ones, when the other lags behind", [], [pull(4, "abc"), pull(5, "def")], [4]],
    [
      "in either, as those of forks are only in the second",
      [pull(1, "abc")],
      [pull(6, "abc"), pull(1, "abc")],
      [1, 6],
    ],
  ])("are those that have it as their head %s", async (_, byCommit, open, expected) => {
    nock(API).get(`${REPOSITORY}/commits/abc/pulls`).query(true).reply(200, byCommit);
    nock(API).get(`${REPOSITORY}/pulls`).query(true).reply(200, open);
    expect((await repository.pullRequestsOf("abc")).map(({ number }) => number)).toEqual(expected);
  });
});

test("a check whose annotations GitHub refuses ends with its verdict, without them", async () => {
  nock(API).get(`${REPOSITORY}/commits/abc/check-runs`).query(true).reply(200, { check_runs: [] });
  nock(API).post(`${REPOSITORY}/check-runs`).reply(201, { id: 3 });
  const output = { conclusion: "failure", title: "1 critical", summary: "S" } as const;
  const annotation = {
    path: "a",
    start_line: 1,
    end_line: 1,
    annotation_level: "failure",
    title: "t",
    message: "m",
  } as const;
  const sent: unknown[] = [];
  const keep = (body: unknown): boolean => sent.push(body) > 0;
  nock(API).patch(`${REPOSITORY}/check-runs/3`, keep).reply(422, { message: "Invalid request" });
  nock(API).patch(`${REPOSITORY}/check-runs/3`, keep).reply(200, { id: 3 });
  const check = await repository.openCheck("abc", "in_progress");
  await check.complete({ ...output, annotations: [annotation] });
  expect(sent.at(-1)).toMatchObject({
    status: "completed",
    conclusion: "failure",
    output: { annotations: [] },
  });
});

describe("a pull request", () => {
  const answer = (repo: object | null, user: object | null) => ({
    number: 6,
    state: "open",
    head: { sha: "abc", repo },
    base: { sha: "b", ref: "main" },
    user,
    author_association: "NONE",
  });

  test.each([
    ["comes from a branch of the repository", { id: 9 }, { login: "wim" }, false, "wim"],
    ["comes from a fork", { id: 10 }, { login: "otto" }, true, "otto"],
    ["comes from a fork that is gone, by an account that is gone", null, null, true, ""],
  ])("%s", async (_, repo, user, isFromFork, author) => {
    nock(API).get(`${REPOSITORY}/pulls/6`).reply(200, answer(repo, user));
    expect(await repository.pullRequest(6)).toMatchObject({ isFromFork, author, association: "NONE" });
  });
});

test("a rate limit with a long pause is left to the queue", async () => {
  nock(API)
    .get(`${REPOSITORY}/collaborators/wim/permission`)
    .reply(429, { message: "You have exceeded a secondary rate limit" }, { "retry-after": "3600" });
  await expect(open("polite").canWrite("wim")).rejects.toMatchObject({ status: 429 });
});

test("patches are read page by page, and files without one are left out", async () => {
  const page = (n: number) => [{ filename: `f${n}`, patch: "@@ -1 +1 @@\n+x" }, { filename: `binary${n}` }];
  const next = `<${API}${REPOSITORY}/pulls/1/files?per_page=100&page=2>; rel="next"`;
  nock(API).get(`${REPOSITORY}/pulls/1/files`).query({ per_page: "100" }).reply(200, page(1), { link: next });
  nock(API).get(`${REPOSITORY}/pulls/1/files`).query({ per_page: "100", page: "2" }).reply(200, page(2));
  expect([...(await repository.patches(1)).keys()]).toEqual(["f1", "f2"]);
});

test("histories without a common commit are compared with the base itself", async () => {
  nock(API)
    .get(`${REPOSITORY}/compare/base...head`)
    .query(true)
    .reply(404, { message: "No common ancestor" });
  expect(await repository.mergeBase("base", "head")).toBe("base");
});

test("a rate limit is waited out as GitHub asks", async () => {
  const limited = { "retry-after": "1", "x-ratelimit-remaining": "10" };
  nock(API)
    .get(`${REPOSITORY}/collaborators/wim/permission`)
    .reply(403, { message: "You have exceeded a secondary rate limit" }, limited);
  nock(API)
    .get(`${REPOSITORY}/collaborators/wim/permission`)
    .reply(200, { permission: "write", role_name: "write" });
  expect(await open("polite").canWrite("wim")).toBe(true);
});

test("a comment that somebody deleted is no error to update", async () => {
  nock(API).patch(`${REPOSITORY}/pulls/comments/5`).reply(404, { message: "Not Found" });
  await expect(repository.updateComment(5, "Fixed")).resolves.toBeUndefined();
});

describe("a review that GitHub refuses", () => {
  const draft = (path: string) => ({ path, firstLine: 1, lastLine: 2, body: "text" });
  const refused = { message: "Unprocessable Entity", errors: ["Line could not be resolved"] };

  test("is split until only the refused comment is left out", async () => {
    const pathsOf = (body: unknown) =>
      (body as { comments: { path: string }[] }).comments.map(({ path }) => path);
    const posting = (expected: readonly string[]) => (body: unknown) =>
      pathsOf(body).join() === expected.join();
    const answers: readonly (readonly [paths: readonly string[], status: number])[] = [
      [["a", "b", "bad", "c"], 422],
      [["a", "b"], 200],
      [["bad", "c"], 422],
      [["bad"], 422],
      [["c"], 200],
    ];
    for (const [paths, status] of answers)
      nock(API).post(`${REPOSITORY}/pulls/1/reviews`, posting(paths)).reply(status, refused);
    await repository.postReview(1, "abc", "body", ["a", "b", "bad", "c"].map(draft));
  });

  test("with anything but 422 is an error", async () => {
    nock(API).post(`${REPOSITORY}/pulls/1/reviews`).reply(403, { message: "Forbidden" });
    await expect(repository.postReview(1, "abc", "body", [draft("a")])).rejects.toThrow("Forbidden");
  });
});

test("comments with a forged signature, of another pull request or by a person are not ours", async () => {
  const { writeMarker } = await import("../../src/report/comment-marker.ts");
  const key = new Uint8Array(32);
  const marker = (pullNumber: number, by: Uint8Array) =>
    writeMarker({ repositoryId: 9, pullNumber, fingerprints: ["ab"] }, by);
  const comment = (id: number, body: string, type: string) => ({ id, body, user: { type } });
  nock(API)
    .get(`${REPOSITORY}/pulls/1/comments`)
    .query(true)
    .reply(200, [
      comment(1, `ours ${marker(1, key)}`, "Bot"),
      comment(2, `forged ${marker(1, new Uint8Array(32).fill(1))}`, "Bot"),
      comment(3, `elsewhere ${marker(2, key)}`, "Bot"),
      comment(4, `copied by a person ${marker(1, key)}`, "User"),
      comment(5, "no marker", "Bot"),
    ]);
  expect((await repository.comments(1)).map(({ id }) => id)).toEqual([1]);
});
