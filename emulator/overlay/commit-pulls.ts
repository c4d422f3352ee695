/** Lists the open pull requests that a commit is part of, also those from forks. emulate has no such route. */
import { commitsBetween } from "../git/history.ts";
import type { GitHubServer } from "./github-server.ts";
import { baseTip, pullJson } from "./pull-request.ts";
import { Refusal } from "./refusal.ts";
import { commitIn } from "./resolve-ref.ts";

/** Adds the route. GitHub also lists the merged pull request that brought a commit of the default branch. */
export function commitPulls(server: GitHubServer): void {
  const { store } = server;
  server.route("GET", "/repos/:owner/:repo/commits/:sha/pulls", "pull_requests:read", (call) => {
    const sha = call.param("sha");
    if (!commitIn(store, call.repo, sha)) throw new Refusal(422, `No commit found for SHA: ${sha}`);
    const pulls = store.pullRequests
      .findBy("repo_id", call.repo.id)
      .filter((pull) => pull.state === "open")
      .filter((pull) => commitsBetween(store, baseTip(store, pull), pull.head_sha).includes(sha));
    return call.json(call.page(pulls).map((pull) => pullJson(server, pull)));
  });
}
