/** Compares across forks (`main...someone:branch`) and with git's patches, neither of which emulate does. */
import type { RepositoryRow } from "../emulate-internals.ts";
import { fileChanges } from "../git/file-changes.ts";
import { mergeBase } from "../git/history.ts";
import { shareCommit } from "../git/objects.ts";
import { fileJson } from "./file-json.ts";
import type { GitHubServer } from "./github-server.ts";
import type { JsonObject } from "./json.ts";
import { notFound } from "./refusal.ts";
import { resolveRef } from "./resolve-ref.ts";
import { findBranch, ownerLogin } from "./rows.ts";

/** "The comparison contains at most 300 changed files", and only on its first page (docs of Compare two commits). */
const MAX_FILES = 300;

/** Corrects the route. */
export function compare(server: GitHubServer): void {
  server.around("GET", "/repos/:owner/:repo/compare/:basehead{.+}", async (call, original) => {
    const [base = "", head = ""] = call.param("basehead").split("...");
    if (base.includes(":") || head.includes(":")) {
      const ends = [base, head].map((end) => fetchEnd(server, call.repo, end)).join("...");
      const { search } = new URL(call.context.req.url);
      const path = `/repos/${call.repo.full_name}/compare/${ends}${search}`;
      return call.json(await server.request(call, "GET", path, {}));
    }
    const response = await original();
    const comparison = (await response.json()) as JsonObject;
    const files = Number(call.query("page") ?? 1) > 1 ? [] : comparedFiles(server, call.repo, base, head);
    return call.json({ ...comparison, files }, response.status);
  });
}

function comparedFiles(server: GitHubServer, repo: RepositoryRow, base: string, head: string): JsonObject[] {
  const { store, baseUrl } = server;
  const [baseSha, headSha] = [resolveRef(store, repo, base), resolveRef(store, repo, head)];
  const start = baseSha && headSha && mergeBase(store, baseSha, headSha);
  if (!start) throw notFound();
  return fileChanges(store, start, headSha)
    .slice(0, MAX_FILES)
    .map((change) => fileJson(baseUrl, repo, headSha, change));
}

/** The commit of `owner:branch`, copied over when it is in a fork; anything else as it is. */
function fetchEnd({ store }: GitHubServer, repo: RepositoryRow, end: string): string {
  const [owner, branch] = end.split(":");
  if (branch === undefined) return end;
  const home = store.repos
    .all()
    .find((candidate) => ownerLogin(candidate) === owner && related(candidate, repo));
  const sha = home && findBranch(store, home, branch)?.sha;
  if (sha === undefined) throw notFound();
  shareCommit(store, sha, repo);
  return sha;
}

function related(one: RepositoryRow, another: RepositoryRow): boolean {
  return one.id === another.id || one.forked_from_id === another.id || another.forked_from_id === one.id;
}
