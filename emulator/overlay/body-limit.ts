/** The length of comments. GitHub documents no number; its refusal names it. */
import type { GitHubServer } from "./github-server.ts";
import { text } from "./json.ts";
import { validationFailed } from "./refusal.ts";

const MAX_BODY = 65_536;

/** GitHub's words for a body over the limit; undefined for one within it. */
export function bodyProblem(body: unknown): string | undefined {
  return (text(body) ?? "").length > MAX_BODY
    ? `Body is too long (maximum is ${MAX_BODY} characters)`
    : undefined;
}

/** Limits the bodies of comments that emulate's own routes write. */
export function bodyLimit(server: GitHubServer): void {
  limit(server, "POST", "/repos/:owner/:repo/issues/:issue_number/comments", "IssueComment");
  limit(server, "PATCH", "/repos/:owner/:repo/issues/comments/:comment_id", "IssueComment");
  limit(server, "PATCH", "/repos/:owner/:repo/pulls/comments/:comment_id", "PullRequestReviewComment");
}

function limit(server: GitHubServer, method: string, path: string, resource: string): void {
  server.around(method, path, async (call, original) => {
    const message = bodyProblem((await call.body()).body);
    if (message) throw validationFailed({ resource, code: "unprocessable", field: "data", message });
    return original();
  });
}
