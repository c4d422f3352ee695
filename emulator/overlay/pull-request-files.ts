/** Lists the files of a pull request, which emulate stubs, and counts them in the pull request itself. */
import { commitsBetween } from "../git/history.ts";
import { fileJson } from "./file-json.ts";
import type { GitHubServer } from "./github-server.ts";
import { baseTip, pullChanges, pullOf, pullOfUrl } from "./pull-request.ts";

/** "Responses include a maximum of 3000 files" (docs of List pull requests files). */
const MAX_FILES = 3000;

/** Adds the route and the counts. */
export function pullRequestFiles(server: GitHubServer): void {
  const { store, baseUrl, objects } = server;
  server.route("GET", "/repos/:owner/:repo/pulls/:pull_number/files", "pull_requests:read", (call) => {
    const pull = pullOf(server, call);
    const listed = pullChanges(store, pull).slice(0, MAX_FILES);
    return call.json(call.page(listed).map((change) => fileJson(baseUrl, call.repo, pull.head_sha, change)));
  });

  objects.add("/repos/:owner/:repo/pulls/:number", (ids) => {
    const pull = pullOfUrl(store, ids);
    if (pull === undefined) return undefined;
    const changes = pullChanges(store, pull);
    return {
      commits: commitsBetween(store, baseTip(store, pull), pull.head_sha).length,
      changed_files: changes.length,
      additions: changes.reduce((sum, { additions }) => sum + additions, 0),
      deletions: changes.reduce((sum, { deletions }) => sum + deletions, 0),
    };
  });
}
