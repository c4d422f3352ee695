/**
 * Asking for a check again, and pressing one of its buttons. GitHub leaves the run as it is and queues its
 * suite; the app that owns it is told.
 */
import type { CheckSuiteRow, RepositoryRow } from "../emulate-internals.ts";
import type { ApiCall } from "./api-call.ts";
import { checkRunJson } from "./check-run-json.ts";
import { checkRunOf } from "./check-run-rows.ts";
import { type GitHubServer, splitName } from "./github-server.ts";
import type { JsonObject } from "./json.ts";
import { notFound } from "./refusal.ts";

/** Replaces the routes. */
export function checkReruns(server: GitHubServer): void {
  server.route("POST", "/repos/:owner/:repo/check-runs/:check_run_id/rerequest", "checks:write", (call) => {
    const run = checkRunOf(server.store, call);
    server.store.checkSuites.update(run.check_suite_id, { status: "queued", conclusion: null });
    const check_run = checkRunJson(server, call.repo, run);
    server.send("check_run", { action: "rerequested", check_run }, call.repo, call.actor);
    return call.json({}, 201);
  });
  server.route(
    "POST",
    "/repos/:owner/:repo/check-suites/:check_suite_id/rerequest",
    "checks:write",
    (call) => {
      const suite = suiteOf(server, call);
      server.store.checkSuites.update(suite.id, { status: "queued", conclusion: null });
      const check_suite = suiteJson(server, call.repo, suite);
      server.send("check_suite", { action: "rerequested", check_suite }, call.repo, call.actor);
      return call.json({}, 201);
    },
  );
}

/**
 * Presses a button of a check run, for which GitHub has no API.
 * @throws when the run has no such button or there is no such user
 */
export function requestAction(
  server: GitHubServer,
  checkRunId: number,
  identifier: string,
  login: string,
): void {
  const run = server.store.checkRuns.get(checkRunId);
  const repo = run && server.store.repos.get(run.repo_id);
  const user = server.store.users.findOneBy("login", login);
  if (user === undefined) throw new Error(`There is no user "${login}"`);
  if (!run || !repo || !run.actions.some((action) => action.identifier === identifier)) {
    throw new Error(`Check run ${checkRunId} has no action "${identifier}"`);
  }
  const check_run = checkRunJson(server, repo, run);
  server.send(
    "check_run",
    { action: "requested_action", requested_action: { identifier }, check_run },
    repo,
    user,
  );
}

function suiteOf({ store }: GitHubServer, call: ApiCall): CheckSuiteRow {
  const suite = store.checkSuites.get(call.id("check_suite_id"));
  if (suite?.repo_id !== call.repo.id) throw notFound();
  return suite;
}

function suiteJson({ originals }: GitHubServer, repo: RepositoryRow, suite: CheckSuiteRow): JsonObject {
  const parameters = { ...splitName(repo), check_suite_id: suite.id };
  return originals.read("/repos/:owner/:repo/check-suites/:check_suite_id", parameters, repo);
}
