/** Writing check runs: only by apps, each its own, within GitHub's limits, annotations adding up. */
import type { AppRow, CheckOutput, CheckRunRow, CheckSuiteRow, RepositoryRow } from "../emulate-internals.ts";
import type { ApiCall } from "./api-call.ts";
import { checkRunJson } from "./check-run-json.ts";
import { checkRunChange } from "./check-run-request.ts";
import { checkRunOf, runsOn } from "./check-run-rows.ts";
import type { GitHubServer } from "./github-server.ts";
import { text } from "./json.ts";
import { invalidRequest, Refusal } from "./refusal.ts";
import { commitIn } from "./resolve-ref.ts";
import { insertRow } from "./rows.ts";

const NO_OUTPUT: CheckOutput = {
  title: null,
  summary: null,
  text: null,
  annotations: [],
  annotations_count: 0,
};

/** Replaces the routes that write check runs. */
export function checkRuns(server: GitHubServer): void {
  server.route("POST", "/repos/:owner/:repo/check-runs", "checks:write", (call) => createRun(server, call));
  server.route("PATCH", "/repos/:owner/:repo/check-runs/:check_run_id", "checks:write", (call) =>
    updateRun(server, call),
  );
}

async function createRun(server: GitHubServer, call: ApiCall): Promise<Response> {
  const app = callingApp(call);
  const request = await call.body();
  const name = text(request.name);
  const sha = text(request.head_sha);
  if (!name || !sha) throw invalidRequest(`"${name ? "head_sha" : "name"}" wasn't supplied.`);
  if (!commitIn(server.store, call.repo, sha)) throw new Refusal(422, `No commit found for SHA: ${sha}`);
  const change = checkRunChange(request, NO_OUTPUT);
  const run = insertRow(server.store.checkRuns, "CheckRun", {
    ...newRun(server, call.repo, app, sha),
    name,
    ...change,
  });
  announce(server, call, run, "created");
  if (run.status === "completed") announce(server, call, run, "completed");
  return call.json(checkRunJson(server, call.repo, run), 201);
}

function newRun(server: GitHubServer, repo: RepositoryRow, app: AppRow, sha: string) {
  return {
    repo_id: repo.id,
    head_sha: sha,
    status: "queued",
    conclusion: null,
    started_at: new Date().toISOString(),
    completed_at: null,
    external_id: "",
    // "If not specified, this is the app's homepage" (GitHub's docs).
    details_url: `${server.baseUrl}/apps/${app.slug}`,
    actions: [],
    output: NO_OUTPUT,
    check_suite_id: suiteFor(server, repo, sha, app).id,
    app_id: app.app_id,
  };
}

async function updateRun(server: GitHubServer, call: ApiCall): Promise<Response> {
  const app = callingApp(call);
  const before = checkRunOf(server.store, call);
  if (before.app_id !== app.app_id) {
    const rule = "check run can only be modified by the GitHub App that created it.";
    throw new Refusal(403, `Invalid app_id \`${app.app_id}\` - ${rule}`);
  }
  const change = checkRunChange(await call.body(), before.output);
  const run = server.store.checkRuns.update(before.id, change) ?? before;
  if (before.status !== "completed" && run.status === "completed") announce(server, call, run, "completed");
  return call.json(checkRunJson(server, call.repo, run));
}

function callingApp({ app }: ApiCall): AppRow {
  if (app === undefined) throw new Refusal(403, "You must authenticate via a GitHub App.");
  return app;
}

/** Sends `check_run` and brings the suite up to date with its runs. */
function announce(server: GitHubServer, call: ApiCall, run: CheckRunRow, action: string): void {
  const { store } = server;
  const runs = runsOn(store, call.repo, run.head_sha).filter(
    (row) => row.check_suite_id === run.check_suite_id,
  );
  const done = runs.every(({ status }) => status === "completed");
  const failed = runs.find(({ conclusion }) => conclusion !== "success");
  const conclusion = done ? (failed?.conclusion ?? "success") : null;
  store.checkSuites.update(run.check_suite_id, { status: done ? "completed" : "in_progress", conclusion });
  server.send(
    "check_run",
    { action, check_run: checkRunJson(server, call.repo, run) },
    call.repo,
    call.actor,
  );
}

/** The suite of an app on a commit: GitHub keeps one each. `head_branch` is null for commits from forks. */
function suiteFor({ store }: GitHubServer, repo: RepositoryRow, sha: string, app: AppRow): CheckSuiteRow {
  const known = store.checkSuites
    .findBy("repo_id", repo.id)
    .find((row) => row.head_sha === sha && row.app_id === app.app_id);
  const branch = store.branches.findBy("repo_id", repo.id).find((row) => row.sha === sha);
  return (
    known ??
    insertRow(store.checkSuites, "CheckSuite", {
      repo_id: repo.id,
      head_branch: branch?.name ?? null,
      head_sha: sha,
      status: "queued",
      conclusion: null,
      before: "",
      after: sha,
      app_id: app.app_id,
    })
  );
}
