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

const scene = (name: string) => openScene(github(), name, { "a.txt": "a\n" }, { "a.txt": "b\n" });

describe("a comment in the conversation", () => {
  test("says in its event that the issue is a pull request", async () => {
    const { repo, number } = await scene("conversation");
    const id = await repo.comment(number, "/kamal-review help");
    await github().settled();
    expect(receiver.payloads("issue_comment", "created")).toMatchObject([
      {
        comment: { id, body: "/kamal-review help", user: { login: PEOPLE.writer, type: "User" } },
        issue: { number, pull_request: { url: `${github().url}/repos/acme/conversation/pulls/${number}` } },
      },
    ]);
  });

  test("by an app is by its bot user and names the app", async () => {
    const { repo, at, number } = await scene("by-bot");
    await github()
      .clientForApp()
      .issues.createComment({ ...at, issue_number: number, body: "Hello" });
    await repo.comment(number, "Hello yourself");
    expect(await repo.issueComments(number)).toMatchObject([
      {
        user: { login: "kamal-review[bot]", type: "Bot" },
        performed_via_github_app: { id: github().app.id, slug: "kamal-review" },
      },
      { user: { login: PEOPLE.writer }, performed_via_github_app: null },
    ]);
  });

  test("has at most 65,536 characters", async () => {
    const { repo, number } = await scene("long");
    expect(await refusalOf(repo.comment(number, "x".repeat(65_537)))).toEqual({
      status: 422,
      message: "Validation Failed",
      errors: [
        {
          resource: "IssueComment",
          code: "unprocessable",
          field: "data",
          message: "Body is too long (maximum is 65536 characters)",
        },
      ],
    });
    await repo.comment(number, "x".repeat(65_536));
  });
});

describe("a reaction", () => {
  test("is kept once a user and counted", async () => {
    const { repo, at, number } = await scene("reactions");
    const comment_id = await repo.comment(number, "Hello");
    const { reactions } = github().clientForApp();
    const first = await reactions.createForIssueComment({ ...at, comment_id, content: "eyes" });
    const second = await reactions.createForIssueComment({ ...at, comment_id, content: "eyes" });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect((await reactions.listForIssueComment({ ...at, comment_id })).data).toMatchObject([
      { content: "eyes", user: { login: "kamal-review[bot]" } },
    ]);
    expect(await repo.issueComments(number)).toMatchObject([
      { reactions: { total_count: 1, eyes: 1, "+1": 0 } },
    ]);
  });

  test("of an unknown kind is refused", async () => {
    const { repo, at, number } = await scene("odd-reaction");
    const comment_id = await repo.comment(number, "Hello");
    // As a plain string: octokit's types know the kinds.
    const path: string = "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";
    const call = github()
      .clientForApp()
      .request(path, { ...at, comment_id, content: "shrug" });
    expect(await refusalOf(call)).toMatchObject({ status: 422 });
  });
});
