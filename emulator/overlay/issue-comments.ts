/** Says in issues that they are pull requests and in comments that an app wrote them. emulate says neither. */
import { appJson } from "./app-json.ts";
import type { GitHubServer } from "./github-server.ts";
import { pullOfUrl } from "./pull-request.ts";

/** Completes issues and their comments. */
export function issueComments(server: GitHubServer): void {
  const { store, baseUrl, objects } = server;
  objects.add("/repos/:owner/:repo/issues/:number", (ids) => {
    const pull = pullOfUrl(store, ids);
    if (pull === undefined) return undefined;
    const url = `${baseUrl}/repos/${ids.owner}/${ids.repo}/pulls/${pull.number}`;
    const html_url = `${baseUrl}/${ids.owner}/${ids.repo}/pull/${pull.number}`;
    const rest = { diff_url: `${html_url}.diff`, patch_url: `${html_url}.patch`, merged_at: pull.merged_at };
    return { pull_request: { url, html_url, ...rest } };
  });
  objects.add("/repos/:owner/:repo/issues/comments/:id", ({ id }) => {
    const author = store.users.get(store.comments.get(Number(id))?.user_id ?? 0);
    const slug = author?.type === "Bot" ? author.login.replace(/\[bot\]$/, "") : "";
    return { performed_via_github_app: appJson(server, store.apps.findOneBy("slug", slug)) };
  });
}
