import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { GITHUB_LIMITS } from "./github-limits.ts";
import { githubSchemas } from "./github-operations.ts";
import { checkGitHubRequest, contractFetch } from "./github-requests.ts";

const REPO = "/repos/acme/shop";
const SHA = "0123456789abcdef0123456789abcdef01234567";

const annotation = {
  path: "config/deploy.yml",
  start_line: 3,
  end_line: 3,
  annotation_level: "failure",
  message: "The registry password stands here in clear text.",
};
const action = { label: "Review again", description: "Runs the review once more", identifier: "review" };
const output = { title: "1 critical finding", summary: "See the annotations." };
const comment = { path: "config/deploy.yml", line: 3, side: "RIGHT", body: "Move this to the secrets." };

function createCheck(body: object): string[] {
  const check = { name: "Kamal Review", head_sha: SHA, ...body };
  return checkGitHubRequest({ method: "POST", url: `${REPO}/check-runs`, body: check });
}

function updateCheck(body: object): string[] {
  return checkGitHubRequest({ method: "PATCH", url: `${REPO}/check-runs/7`, body });
}

function annotate(...annotations: object[]): string[] {
  return createCheck({ output: { ...output, annotations } });
}

function createReview(body: object): string[] {
  return checkGitHubRequest({ method: "POST", url: `${REPO}/pulls/7/reviews`, body });
}

function reviewWith(...comments: object[]): string[] {
  return createReview({ commit_id: SHA, event: "COMMENT", comments });
}

function createReviewComment(body: object): string[] {
  const about = { body: "Move this.", commit_id: SHA, path: "config/deploy.yml", ...body };
  return checkGitHubRequest({ method: "POST", url: `${REPO}/pulls/7/comments`, body: about });
}

function createComment(body: object): string[] {
  return checkGitHubRequest({ method: "POST", url: `${REPO}/issues/7/comments`, body });
}

function get(url: string): string[] {
  return checkGitHubRequest({ method: "GET", url });
}

/** The one violation that is expected, so that a test also fails on a second one. */
function only(violations: readonly string[]): string {
  expect(violations).toHaveLength(1);
  return violations[0] ?? "";
}

describe("the schema file", () => {
  test("states package, version and licence, and the licence text stands beside it", () => {
    const { source } = githubSchemas;
    expect(source).toMatchObject({ package: "@octokit/openapi", version: "23.0.2", licence: "MIT" });
    const licence = readFileSync(new URL(source.licenceFile, import.meta.url), "utf8");
    expect(licence).toMatch(/^MIT License Copyright \(c\) 2020 Octokit contributors/);
  });

  test("lists exactly the operations it holds", () => {
    expect(Object.keys(githubSchemas.operations)).toEqual(githubSchemas.source.operations);
  });

  test("stays small enough to review", () => {
    expect(readFileSync(new URL("github-schemas.json", import.meta.url)).length).toBeLessThan(60_000);
  });

  test.each(Object.entries(githubSchemas.operations))("gives %s a schema that compiles", (id, { route }) => {
    const [method = "", template = ""] = route.split(" ");
    const violations = checkGitHubRequest({ method, url: template.replaceAll(/\{\+?\w+\}/g, "1") });
    expect(violations.filter((violation) => violation !== `${id}: body is missing`)).toEqual([]);
  });

  test("is what every limit refers to", () => {
    const limited = GITHUB_LIMITS.flatMap(({ on }) => Object.keys(on));
    expect(limited.filter((id) => !githubSchemas.source.operations.includes(id))).toEqual([]);
  });
});

describe("a request as GitHub wants it passes", () => {
  test("when it creates a check run with annotations and actions", () => {
    const conclusion = { status: "completed", conclusion: "failure", completed_at: "2026-01-02T03:04:05Z" };
    const annotations = Array(50).fill({ ...annotation, start_column: 4, end_column: 20, title: "Secret" });
    const body = { ...conclusion, output: { ...output, annotations }, actions: [action, action, action] };
    expect(createCheck(body)).toEqual([]);
  });

  test("when it updates a check run's output or its status alone", () => {
    expect(updateCheck({ output })).toEqual([]);
    expect(updateCheck({ status: "in_progress" })).toEqual([]);
    expect(updateCheck({ conclusion: "success" })).toEqual([]);
  });

  test("when it creates a review with comments on one line and on several", () => {
    expect(reviewWith(comment, { ...comment, start_line: 1, start_side: "RIGHT" })).toEqual([]);
    expect(createReview({ commit_id: SHA, event: "COMMENT", body: "All clear." })).toEqual([]);
  });

  test("when it comments on a whole file, without a line", () => {
    expect(createReviewComment({ subject_type: "file" })).toEqual([]);
  });

  test("when it sends null where GitHub allows it", () => {
    const body = { body: null, milestone: null, state: "closed", state_reason: null };
    expect(checkGitHubRequest({ method: "PATCH", url: `${REPO}/issues/7`, body })).toEqual([]);
  });

  test("when a name in its path spans several segments, encoded or not", () => {
    expect(get(`${REPO}/contents/config/deploy.yml?ref=main`)).toEqual([]);
    expect(get(`${REPO}/contents/config%2Fdeploy.yml`)).toEqual([]);
    expect(get(`${REPO}/commits/feature%2Fstatus`)).toEqual([]);
    expect(get(`${REPO}/compare/main...bob:feature/x`)).toEqual([]);
    expect(get(`${REPO}/commits/feature/x/check-runs?filter=latest&app_id=12`)).toEqual([]);
  });

  test("when it goes to a GitHub Enterprise Server", () => {
    expect(get(`https://github.example.com/api/v3${REPO}/pulls/7`)).toEqual([]);
  });
});

describe("an unknown request is refused", () => {
  test("when nothing like it was cut", () => {
    expect(only(checkGitHubRequest({ method: "post", url: `${REPO}/forks` }))).toBe(
      "POST /repos/acme/shop/forks is not an operation cut from GitHub's OpenAPI",
    );
    expect(get("/graphql")).toHaveLength(1);
    expect(checkGitHubRequest({ method: "DELETE", url: `${REPO}/pulls/7` })).toHaveLength(1);
  });

  test("when its path looks like a branch or a number of an operation that was cut", () => {
    expect(only(get(`${REPO}/commits/main/status`))).toMatch(
      /^repos\/get-combined-status-for-ref: .*not an op/,
    );
    expect(only(get(`${REPO}/branches/main/protection`))).toMatch(/^repos\/get-branch-protection: /);
    expect(only(get(`${REPO}/pulls/comments`))).toMatch(/^pulls\/list-review-comments-for-repo: /);
  });
});

describe("a URL is refused", () => {
  test("when a number in its path is none", () => {
    expect(only(get(`${REPO}/pulls/undefined`))).toBe("pulls/get: path/pull_number must be integer");
  });

  test("when it has a query parameter that GitHub does not know", () => {
    expect(only(get(`${REPO}/pulls/7/files?perpage=100`))).toMatch(/query has the property "perpage"/);
  });

  test("when a query parameter has a value that GitHub does not know", () => {
    expect(only(get(`${REPO}/pulls?state=merged`))).toMatch(/query\/state must be one of open, closed, all/);
    expect(only(get(`${REPO}/pulls?page=two`))).toMatch(/query\/page must be integer/);
  });

  test("when it asks for more than 100 items a page", () => {
    expect(only(get(`${REPO}/pulls/7/files?per_page=101`))).toMatch(/query\/per_page must not exceed 100/);
    expect(get(`${REPO}/pulls/7/files?per_page=100&page=2`)).toEqual([]);
  });
});

describe("a check run is refused", () => {
  test("with 51 annotations", () => {
    const violation = only(annotate(...Array(51).fill(annotation)));
    expect(violation).toBe("checks/create: body/output/annotations must NOT have more than 50 items");
  });

  test("with 4 actions", () => {
    expect(only(createCheck({ actions: Array(4).fill(action) }))).toMatch(/body\/actions must NOT have more/);
  });

  test.each([
    ["label", 20],
    ["description", 40],
    ["identifier", 20],
  ])("with an action whose %s is longer than %d characters", (property, most) => {
    expect(createCheck({ actions: [{ ...action, [property]: "x".repeat(most) }] })).toEqual([]);
    const violation = only(updateCheck({ actions: [{ ...action, [property]: "x".repeat(most + 1) }] }));
    expect(violation).toMatch(`body/actions/0/${property} must NOT have more than ${most} characters`);
  });

  test.each(["summary", "text"])("with a %s of 65,536 characters", (property) => {
    expect(createCheck({ output: { ...output, [property]: "x".repeat(65_535) } })).toEqual([]);
    const violation = only(createCheck({ output: { ...output, [property]: "x".repeat(65_536) } }));
    expect(violation).toMatch(`body/output/${property} must NOT have more than 65535 characters`);
  });

  test("with a conclusion that GitHub does not know, or keeps for itself", () => {
    expect(only(createCheck({ conclusion: "passed" }))).toMatch(/body\/conclusion must be one of action_req/);
    expect(only(createCheck({ conclusion: "stale" }))).toMatch(/body\/conclusion must not be stale/);
  });

  test("when it is completed without a conclusion", () => {
    expect(only(createCheck({ status: "completed" }))).toMatch(/body must have a conclusion/);
    expect(only(createCheck({ completed_at: "2026-01-02T03:04:05Z" }))).toMatch(/must have a conclusion/);
    expect(updateCheck({ status: "completed" })).not.toEqual([]);
  });

  test("when it takes a status of GitHub Actions", () => {
    expect(updateCheck({ status: "waiting", conclusion: "success" }).join("\n")).toMatch(
      /only GitHub Actions/,
    );
  });

  test("when its time is not ISO 8601", () => {
    expect(only(createCheck({ started_at: "Fri, 2 Jan 2026" }))).toMatch(
      /body\/started_at must match format/,
    );
  });

  test("when an update has an output without title, although the schema of GitHub forgot it", () => {
    expect(only(updateCheck({ output: { summary: "Done." } }))).toMatch(/body\/output must have a title/);
  });

  test("with a property that GitHub does not know, at any depth", () => {
    expect(only(createCheck({ headSha: SHA }))).toBe(
      'checks/create: body has the property "headSha", which GitHub does not know',
    );
    expect(only(annotate({ ...annotation, level: "high" }))).toMatch(
      /annotations\/0 has the property "level"/,
    );
  });

  test("without the commit it is about, or without any body", () => {
    const request = { method: "POST", url: `${REPO}/check-runs` };
    expect(only(checkGitHubRequest(request))).toBe("checks/create: body is missing");
    expect(only(checkGitHubRequest({ ...request, body: { name: "x" } }))).toMatch(
      /required property 'head_sha'/,
    );
  });
});

describe("an annotation is refused", () => {
  test("when it gives columns across lines", () => {
    const columns = { start_column: 1, end_column: 5 };
    expect(only(annotate({ ...annotation, end_line: 4, ...columns }))).toMatch(
      /annotations\/0\/start_line must equal end_line when columns are given/,
    );
  });

  test("when it ends before it starts", () => {
    expect(only(annotate({ ...annotation, end_line: 2 }))).toMatch(/start_line must not lie behind the end/);
    expect(only(annotate({ ...annotation, start_column: 5, end_column: 4 }))).toMatch(
      /start_column must not lie behind the end/,
    );
  });

  test("when it counts from 0", () => {
    expect(only(annotate({ ...annotation, start_line: 0 }))).toMatch(/start_line must count from 1/);
  });

  test("when its title is longer than 255 characters or its message than 64 KB", () => {
    expect(only(annotate({ ...annotation, title: "x".repeat(256) }))).toMatch(/more than 255 characters/);
    expect(only(annotate({ ...annotation, message: "é".repeat(32_769) }))).toMatch(/message .* 64 KB/);
    expect(annotate({ ...annotation, message: "é".repeat(32_768) })).toEqual([]);
  });
});

describe("a review is refused", () => {
  test("when it has neither text nor comments", () => {
    expect(only(createReview({ event: "COMMENT" }))).toMatch(/must say something when the event is COMMENT/);
    expect(only(createReview({ event: "COMMENT", body: " ", comments: [] }))).toMatch(/must say something/);
  });

  test("when it requests changes without saying which", () => {
    const violation = only(createReview({ event: "REQUEST_CHANGES", comments: [comment] }));
    expect(violation).toMatch(/must say something when the event is REQUEST_CHANGES/);
  });

  test("when a comment is on a side that does not exist", () => {
    expect(only(reviewWith(comment, { ...comment, side: "right" }))).toMatch(
      /^pulls\/create-review: body\/comments\/1\/side must be LEFT or RIGHT/,
    );
  });

  test("when a comment does not start before the line it ends on", () => {
    expect(only(reviewWith({ ...comment, start_line: 3 }))).toMatch(/start_line must be less than line/);
    expect(only(reviewWith({ ...comment, start_line: 4 }))).toMatch(/start_line must be less than line/);
    expect(only(createReviewComment({ line: 3, start_line: 3 }))).toMatch(
      /start_line must be less than line/,
    );
  });

  test("when a comment has no line", () => {
    expect(only(reviewWith({ path: "a", body: "b" }))).toMatch(/comments\/0 must have a line/);
    expect(only(createReviewComment({}))).toMatch(/body must have a line/);
  });

  test("when a comment has the subject_type that only single comments know", () => {
    expect(only(reviewWith({ ...comment, subject_type: "file" }))).toMatch(/property "subject_type"/);
  });
});

describe("a text is refused", () => {
  const long = "x".repeat(65_537);

  test("when it is longer than 65,536 characters", () => {
    expect(createComment({ body: long.slice(1) })).toEqual([]);
    expect(only(createComment({ body: long }))).toMatch(
      /body\/body must not hold more than 65,536 characters/,
    );
    expect(only(createReview({ event: "COMMENT", body: long }))).toMatch(/body\/body must not hold more/);
    expect(only(reviewWith({ ...comment, body: long }))).toMatch(/comments\/0\/body must not hold more/);
  });

  test("when it is missing or blank", () => {
    expect(only(createComment({}))).toMatch(/required property 'body'/);
    expect(only(createComment({ body: "\n" }))).toMatch(/body\/body must not be blank/);
    expect(only(reviewWith({ ...comment, body: "" }))).toMatch(/comments\/0\/body must not be blank/);
  });
});

describe("contractFetch", () => {
  const answer = async () => Response.json({});
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const clientOf = (fetch: typeof globalThis.fetch) => new Octokit({ log, request: { fetch } });
  const shop = { owner: "acme", repo: "shop" };

  test("lets through what a real client sends when it is right", async () => {
    const fetch = contractFetch(answer);
    const { rest } = clientOf(fetch);
    await rest.repos.getContent({ ...shop, path: "config/deploy.yml", ref: "feature/x" });
    await rest.git.getTree({ ...shop, tree_sha: SHA, recursive: "true" });
    await rest.pulls.listFiles({ ...shop, pull_number: 7, per_page: 100 });
    await rest.issues.createComment({ ...shop, issue_number: 7, body: "All clear." });
    await rest.apps.createInstallationAccessToken({ installation_id: 1, permissions: { checks: "write" } });
    await rest.apps.redeliverWebhookDelivery({ delivery_id: 12 });
    await rest.pulls.deleteReviewComment({ ...shop, comment_id: 9 });
    expect(fetch.violations).toEqual([]);
  });

  test("stops a wrong request before it is sent, names the reason and remembers it", async () => {
    let sent = 0;
    const fetch = contractFetch(async () => Response.json({ sent: ++sent }));
    const body = "x".repeat(65_537);
    const request = clientOf(fetch).rest.issues.createComment({ ...shop, issue_number: 7, body });
    await expect(request).rejects.toThrow(/issues\/create-comment: body\/body must not hold more/);
    expect(sent).toBe(0);
    expect(fetch.violations).toHaveLength(1);
  });

  test("refuses a body that is not JSON or that nobody reads", async () => {
    const fetch = contractFetch(answer);
    const comments = `https://api.github.com${REPO}/issues/7/comments`;
    await expect(fetch(comments, { method: "POST", body: "body=x" })).rejects.toThrow(/body must be object/);
    const deleted = fetch(`https://api.github.com${REPO}/pulls/comments/9`, { method: "DELETE", body: "{}" });
    await expect(deleted).rejects.toThrow(/body is sent, but this operation takes none/);
  });

  test("hands a Request on with its body unread", async () => {
    const fetch = contractFetch(async (input) => new Response(input instanceof Request ? input.body : null));
    const body = JSON.stringify({ body: "All clear." });
    const request = new Request(`https://api.github.com${REPO}/issues/7/comments`, { method: "POST", body });
    expect(await (await fetch(request)).text()).toBe(body);
  });
});
