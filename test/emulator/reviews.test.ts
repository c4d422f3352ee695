import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PEOPLE } from "../../emulator/seed.ts";
import { openScene, refusalOf, type Scene, startReceiver, useEmbeddedGitHub } from "./support.ts";

const github = useEmbeddedGitHub();
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  receiver = await startReceiver();
  github().deliverWebhooksTo(receiver.url);
});
afterAll(() => receiver.close());

/** Lines 1 to 30, of which the pull request replaces line 5 by two lines. */
const BEFORE = Array.from({ length: 30 }, (_, index) => `line ${index + 1}\n`).join("");
const AFTER = BEFORE.replace("line 5\n", "line five\nand a half\n");

function scene(name: string): Promise<Scene> {
  const files = { "deploy.yml": BEFORE, "logo.png": new Uint8Array([0, 1]) };
  return openScene(github(), name, files, { "deploy.yml": AFTER, "logo.png": new Uint8Array([0, 2]) });
}

function review({ at, number }: Scene, comments: ReadonlyArray<Record<string, unknown>>, rest: object = {}) {
  const app = github().clientForApp();
  // As a plain string: octokit's types would not let us send what GitHub refuses.
  const path: string = "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews";
  return app.request(path, { ...at, pull_number: number, event: "COMMENT", body: "Hm", comments, ...rest });
}

const IN_DIFF = { path: "deploy.yml", line: 6, side: "RIGHT", body: "Why?" };

describe("a review", () => {
  test("stands on lines of either side, by the bot user of the app", async () => {
    const here = await scene("sides");
    await review(here, [IN_DIFF, { ...IN_DIFF, line: 5, side: "LEFT" }]);
    const bot = { login: "kamal-review[bot]", type: "Bot" };
    const commit = { commit_id: here.sha, original_commit_id: here.sha };
    expect(await here.repo.reviewComments(here.number)).toMatchObject([
      { line: 6, side: "RIGHT", original_line: 6, start_line: null, position: 6, user: bot, ...commit },
      { line: 5, side: "LEFT", original_line: 5, start_line: null, position: 4, user: bot, ...commit },
    ]);
  });

  test("quotes the diff down to the line", async () => {
    const here = await scene("hunks");
    await review(here, [IN_DIFF]);
    expect((await here.repo.reviewComments(here.number))[0]?.diff_hunk).toBe(
      "@@ -2,7 +2,8 @@ line 1\n line 2\n line 3\n line 4\n-line 5\n+line five\n+and a half",
    );
  });

  test("may stand on several lines and at the old position", async () => {
    const here = await scene("ranges");
    await review(here, [
      { ...IN_DIFF, start_line: 4, start_side: "RIGHT" },
      { path: "deploy.yml", position: 5, body: "Old style" },
    ]);
    expect(await here.repo.reviewComments(here.number)).toMatchObject([
      { start_line: 4, start_side: "RIGHT", line: 6, original_start_line: 4 },
      { line: 5, side: "RIGHT", position: 5 },
    ]);
  });

  test("sends itself and each of its comments", async () => {
    const here = await scene("review-events");
    await review(here, [IN_DIFF]);
    await github().settled();
    const about = { repository: { name: "review-events" } };
    expect(receiver.payloads("pull_request_review", "submitted").at(-1)).toMatchObject({
      review: { state: "commented", body: "Hm", user: { type: "Bot" } },
      ...about,
    });
    expect(receiver.payloads("pull_request_review_comment", "created").at(-1)).toMatchObject({
      comment: { line: 6, path: "deploy.yml" },
      ...about,
    });
  });

  test.each([
    [
      "a line outside the diff",
      { ...IN_DIFF, line: 20 },
      "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank",
    ],
    [
      "a path outside the diff",
      { ...IN_DIFF, path: "other.yml" },
      "Pull request review thread path is invalid and Pull request review thread diff hunk can't be blank",
    ],
    [
      "a file without a patch",
      { ...IN_DIFF, path: "logo.png", line: 1 },
      "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank",
    ],
    [
      "a start outside the hunk",
      { ...IN_DIFF, start_line: 1, start_side: "RIGHT" },
      "Pull request review thread start line must be part of the same hunk as the line.",
    ],
    [
      "a start that is the line",
      { ...IN_DIFF, start_line: 6, start_side: "RIGHT" },
      "Pull request review thread start line must precede the end line.",
    ],
    [
      "a range outside the diff",
      { ...IN_DIFF, line: 20, start_line: 19, start_side: "RIGHT" },
      "Pull request review thread line must be part of the diff, Pull request review thread start line must be part of the same hunk as the line., and Pull request review thread diff hunk can't be blank",
    ],
  ])("with %s is refused as a whole and leaves nothing behind", async (title, comment, sentence) => {
    const here = await scene(title.replaceAll(" ", "-"));
    expect(await refusalOf(review(here, [IN_DIFF, comment]))).toEqual({
      status: 422,
      message: "Unprocessable Entity",
      errors: [sentence],
    });
    expect(await here.repo.reviews(here.number)).toEqual([]);
    expect(await here.repo.reviewComments(here.number)).toEqual([]);
  });

  test("needs a body when it has no comments, and one of at most 65,536 characters", async () => {
    const here = await scene("bodies");
    const withoutBody = await refusalOf(review(here, [], { body: "" }));
    const tooLong = await refusalOf(review(here, [], { body: "x".repeat(65_537) }));
    const justRight = await review(here, [], { body: "x".repeat(65_536) });
    expect(withoutBody).toMatchObject({ status: 422, errors: ["Review body can't be blank"] });
    expect(tooLong).toMatchObject({
      status: 422,
      errors: ["Body is too long (maximum is 65536 characters)"],
    });
    expect(justRight.status).toBe(200);
    expect((await review(here, [IN_DIFF], { body: "" })).status).toBe(200);
  });

  test("of a commit that is not in the pull request is refused", async () => {
    const here = await scene("foreign-commit");
    const main = await here.repo.commit({ branch: "main", files: { "other.txt": "other\n" } });
    expect(await refusalOf(review(here, [IN_DIFF], { commit_id: main }))).toMatchObject({ status: 422 });
  });

  test("can't approve what its author opened", async () => {
    const here = await scene("own");
    const { pulls } = github().clientFor(PEOPLE.writer);
    const approval = pulls.createReview({ ...here.at, pull_number: here.number, event: "APPROVE" });
    expect(await refusalOf(approval)).toMatchObject({ errors: ["Can not approve your own pull request"] });
  });

  test("can be edited after it was submitted, by its author only", async () => {
    const here = await scene("edited");
    const { data } = await review(here, []);
    const edit = { ...here.at, pull_number: here.number, review_id: data.id, body: "On second thought" };
    expect((await github().clientForApp().pulls.updateReview(edit)).data.body).toBe("On second thought");
    const other = github().clientFor(PEOPLE.admin).pulls.updateReview(edit);
    expect(await refusalOf(other)).toMatchObject({ status: 403 });
  });
});

describe("a review comment after a push", () => {
  test("moves with its line", async () => {
    const here = await scene("moved");
    await review(here, [IN_DIFF]);
    const sha = await here.repo.commit({ branch: "feature", files: { "deploy.yml": `new\n${AFTER}` } });
    expect(await here.repo.reviewComments(here.number)).toMatchObject([
      { line: 7, original_line: 6, commit_id: sha, original_commit_id: here.sha },
    ]);
  });

  test("is outdated when its line is gone", async () => {
    const here = await scene("outdated");
    await review(here, [IN_DIFF]);
    await here.repo.commit({
      branch: "feature",
      files: { "deploy.yml": AFTER.replace("and a half", "and") },
    });
    expect(await here.repo.reviewComments(here.number)).toMatchObject([
      { line: null, position: null, original_line: 6, original_position: 6, commit_id: here.sha },
    ]);
  });

  test("is outdated when its line is no longer in the diff", async () => {
    const here = await scene("reverted");
    await review(here, [{ ...IN_DIFF, line: 9 }]);
    await here.repo.commit({ branch: "feature", files: { "deploy.yml": `new\n${BEFORE}` } });
    expect(await here.repo.reviewComments(here.number)).toMatchObject([{ line: null, original_line: 9 }]);
  });
});

describe("a single review comment", () => {
  test("stands on a line and brings a review of its own", async () => {
    const here = await scene("single");
    const { pulls } = github().clientForApp();
    const where = { ...here.at, pull_number: here.number, commit_id: here.sha };
    const { data } = await pulls.createReviewComment({ ...where, ...IN_DIFF, side: "RIGHT" });
    expect(data).toMatchObject({ line: 6, subject_type: "line" });
    expect(await here.repo.reviews(here.number)).toMatchObject([
      { id: data.pull_request_review_id, state: "COMMENTED", body: "" },
    ]);
  });

  test("may be about a whole file, also one without a patch", async () => {
    const here = await scene("whole-file");
    const { pulls } = github().clientForApp();
    const where = { ...here.at, pull_number: here.number, commit_id: here.sha };
    const file = { path: "logo.png", subject_type: "file", body: "Large" } as const;
    const { data } = await pulls.createReviewComment({ ...where, ...file });
    expect(data).toMatchObject({ subject_type: "file", path: "logo.png", line: null });
  });

  test("outside the diff is refused field by field", async () => {
    const here = await scene("single-refused");
    const { pulls } = github().clientForApp();
    const where = { ...here.at, pull_number: here.number, commit_id: here.sha };
    const call = pulls.createReviewComment({ ...where, ...IN_DIFF, side: "RIGHT", line: 20 });
    const resource = "PullRequestReviewComment";
    const line = "pull_request_review_thread.line";
    expect(await refusalOf(call)).toEqual({
      status: 422,
      message: "Validation Failed",
      errors: [
        { resource, code: "custom", field: line, message: `${line} must be part of the diff` },
        { resource, code: "missing_field", field: "pull_request_review_thread.diff_hunk" },
      ],
    });
  });

  test("can be answered in both ways, edited and deleted", async () => {
    const here = await scene("thread");
    await review(here, [IN_DIFF]);
    const [first] = await here.repo.reviewComments(here.number);
    const { pulls } = github().clientForApp();
    const where = { ...here.at, pull_number: here.number };
    const comment_id = first?.id ?? 0;
    const reply = await pulls.createReplyForReviewComment({ ...where, comment_id, body: "Because" });
    // octokit's types want a place even here, where GitHub ignores it.
    const path: string = "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments";
    await github()
      .clientFor(PEOPLE.writer)
      .request(path, { ...where, in_reply_to: comment_id, body: "Fixed" });
    await pulls.updateReviewComment({ ...here.at, comment_id, body: "Why not?" });
    await pulls.deleteReviewComment({ ...here.at, comment_id: reply.data.id });
    expect(await here.repo.reviewComments(here.number)).toMatchObject([
      { id: comment_id, body: "Why not?" },
      { body: "Fixed", in_reply_to_id: comment_id, line: 6, user: { login: PEOPLE.writer } },
    ]);
    expect(first).not.toHaveProperty("in_reply_to_id");
  });
});
