/** Forks a repository with its history; emulate's forks start with an unrelated commit. */
import type { RepositoryRow } from "../emulate-internals.ts";
import { shareCommit } from "../git/objects.ts";
import type { GitHubServer } from "./github-server.ts";
import type { JsonObject } from "./json.ts";
import { setRef } from "./rows.ts";

/** Corrects the route. */
export function forks(server: GitHubServer): void {
  server.around("POST", "/repos/:owner/:repo/forks", async (call, original) => {
    const response = await original();
    const answer = (await response.json()) as JsonObject;
    const fork = server.store.repos.findOneBy("full_name", String(answer.full_name));
    if (fork) replaceHistory(server, call.repo, fork);
    return call.json(answer, response.status);
  });
}

function replaceHistory({ store }: GitHubServer, parent: RepositoryRow, fork: RepositoryRow): void {
  for (const { id } of store.refs.findBy("repo_id", fork.id)) store.refs.delete(id);
  for (const { id } of store.branches.findBy("repo_id", fork.id)) store.branches.delete(id);
  for (const { name, sha } of store.branches.findBy("repo_id", parent.id)) {
    shareCommit(store, sha, fork);
    setRef(store, fork, `refs/heads/${name}`, sha);
  }
}
