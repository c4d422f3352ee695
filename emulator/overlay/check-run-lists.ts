/** Lists of check runs (by app, in pages) and of annotations (a bare array with all of their fields). */
import type { CheckRunRow } from "../emulate-internals.ts";
import type { ApiCall } from "./api-call.ts";
import { checkRunJson } from "./check-run-json.ts";
import { checkRunOf, runsOn } from "./check-run-rows.ts";
import type { GitHubServer } from "./github-server.ts";
import { notFound } from "./refusal.ts";
import { resolveRef } from "./resolve-ref.ts";

/** Replaces the routes. */
export function checkRunLists(server: GitHubServer): void {
  server.route("GET", "/repos/:owner/:repo/commits/:ref{.+}/check-runs", "checks:read", (call) => {
    const runs = listedRuns(server, call);
    const check_runs = call.page(runs).map((run) => checkRunJson(server, call.repo, run));
    return call.json({ total_count: runs.length, check_runs });
  });
  server.route("GET", "/repos/:owner/:repo/check-runs/:check_run_id/annotations", "checks:read", (call) => {
    const run = checkRunOf(server.store, call);
    const page = `${server.baseUrl}/${call.repo.full_name}/blob/${run.head_sha}`;
    const annotations = run.output.annotations.map((one) => ({ ...one, blob_href: `${page}/${one.path}` }));
    return call.json(call.page(annotations));
  });
}

/** Newest first. */
function listedRuns({ store }: GitHubServer, call: ApiCall): CheckRunRow[] {
  const sha = resolveRef(store, call.repo, call.param("ref"));
  if (sha === undefined) throw notFound();
  const [name, status, app] = ["check_name", "status", "app_id"].map((parameter) => call.query(parameter));
  const runs = runsOn(store, call.repo, sha)
    .filter((run) => name === undefined || run.name === name)
    .filter((run) => status === undefined || run.status === status)
    .filter((run) => app === undefined || String(run.app_id) === app);
  return (call.query("filter") === "all" ? runs : latest(runs)).toReversed();
}

/** The newest run of each name and app. */
function latest(runs: readonly CheckRunRow[]): CheckRunRow[] {
  return [...new Map(runs.map((run) => [`${run.app_id} ${run.name}`, run])).values()];
}
