/**
 * Merging a pull request: GitHub's refusals, and a real merge (emulate puts the head's files in place of the
 * base's). Squash and rebase both make a single commit here.
 */
import type { PullRequestRow } from "../emulate-internals.ts";
import type { TreeFile } from "../git/objects.ts";
import { mergeFiles } from "../git/three-way-merge.ts";
import { levelOf } from "./access.ts";
import type { ApiCall } from "./api-call.ts";
import type { GitHubServer } from "./github-server.ts";
import { type JsonObject, text } from "./json.ts";
import { baseRepository, baseTip, pullJson, pullOf, pullOfUrl } from "./pull-request.ts";
import { sendPush } from "./push-event.ts";
import { Refusal } from "./refusal.ts";
import { requiredChecksProblem } from "./required-checks.ts";
import { ownerLogin, setRef } from "./rows.ts";

/** Replaces the route and says in the pull request whether it would work. */
export function mergePullRequest(server: GitHubServer): void {
  const { store } = server;
  server.route("PUT", "/repos/:owner/:repo/pulls/:pull_number/merge", "contents:write", async (call) => {
    const pull = pullOf(server, call);
    const options = await call.body();
    const refusal = refusalOf(server, call, pull, options);
    if (refusal) throw refusal;
    const files = mergeFiles(store, baseTip(store, pull), pull.head_sha);
    if (files === undefined) throw notMergeable();
    const sha = await commitMerge(server, call, pull, files, options);
    closeMerged(server, call, pull, sha);
    return call.json({ sha, merged: true, message: "Pull Request successfully merged" });
  });

  server.objects.add("/repos/:owner/:repo/pulls/:number", (ids) => {
    const pull = pullOfUrl(store, ids);
    return pull?.state === "open" ? mergeability(server, pull) : undefined;
  });
}

function notMergeable(): Refusal {
  return new Refusal(405, "Pull Request is not mergeable");
}

function refusalOf(
  server: GitHubServer,
  call: ApiCall,
  pull: PullRequestRow,
  options: JsonObject,
): Refusal | undefined {
  const { store } = server;
  if (pull.state === "closed") return notMergeable();
  if (pull.draft) return new Refusal(405, "Pull Request is still a draft");
  if (options.sha !== undefined && options.sha !== pull.head_sha) {
    return new Refusal(409, "Head branch was modified. Review and try the merge again.");
  }
  const isAdmin = call.app === undefined && levelOf(store, call.repo, call.actor) === "admin";
  const problem = requiredChecksProblem(store, call.repo, pull.base_ref, pull.head_sha, isAdmin);
  return problem === undefined ? undefined : new Refusal(405, problem);
}

/** GitHub works this out in the background and shows null first; here it is known at once. */
function mergeability({ store }: GitHubServer, pull: PullRequestRow): JsonObject {
  const repo = baseRepository(store, pull);
  const mergeable = mergeFiles(store, baseTip(store, pull), pull.head_sha) !== undefined;
  const blocked = requiredChecksProblem(store, repo, pull.base_ref, pull.head_sha, false) !== undefined;
  const mergeable_state = !mergeable ? "dirty" : pull.draft ? "draft" : blocked ? "blocked" : "clean";
  return { mergeable, mergeable_state };
}

async function commitMerge(
  server: GitHubServer,
  call: ApiCall,
  pull: PullRequestRow,
  files: ReadonlyMap<string, TreeFile>,
  options: JsonObject,
): Promise<string> {
  const git = `/repos/${call.repo.full_name}/git`;
  const tree = [...files].map(([path, { mode, sha }]) => ({ path, mode, sha, type: typeOf(mode) }));
  const { sha: treeSha } = await server.request(call, "POST", `${git}/trees`, { tree });
  const base = baseTip(server.store, pull);
  const oneParent = options.merge_method === "squash" || options.merge_method === "rebase";
  const commit = await server.request(call, "POST", `${git}/commits`, {
    message: messageOf(server, pull, options),
    tree: treeSha,
    parents: oneParent ? [base] : [base, pull.head_sha],
  });
  return String(commit.sha);
}

function typeOf(mode: string): "blob" | "commit" {
  return mode === "160000" ? "commit" : "blob";
}

function messageOf({ store }: GitHubServer, pull: PullRequestRow, options: JsonObject): string {
  const head = store.repos.get(pull.head_repo_id);
  const from = `${head ? ownerLogin(head) : "unknown"}/${pull.head_ref}`;
  const title = text(options.commit_title) ?? `Merge pull request #${pull.number} from ${from}`;
  return [title, text(options.commit_message) ?? pull.title].join("\n\n");
}

function closeMerged(server: GitHubServer, call: ApiCall, pull: PullRequestRow, sha: string): void {
  const { store } = server;
  const before = baseTip(store, pull);
  const closed_at = new Date().toISOString();
  const closed = { state: "closed", closed_at } as const;
  const merge = { merged: true, merged_at: closed_at, merged_by_id: call.actor.id, merge_commit_sha: sha };
  const merged = store.pullRequests.update(pull.id, { ...closed, ...merge, base_sha: before }) ?? pull;
  const issue = store.issues.findBy("repo_id", call.repo.id).find(({ number }) => number === pull.number);
  if (issue) store.issues.update(issue.id, closed);
  setRef(store, call.repo, `refs/heads/${pull.base_ref}`, sha);
  sendPush(server, call.repo, call.actor, { branch: pull.base_ref, before, after: sha });
  const payload = { action: "closed", pull_request: pullJson(server, merged) };
  server.send("pull_request", payload, call.repo, call.actor);
}
