/**
 * Which checks a branch requires and whether a commit has them. emulate knows names only, lets any successful
 * run count, and takes neutral and skipped for failed.
 */
import type {
  BranchProtectionRow,
  CheckRunRow,
  GitHubStore,
  RepositoryRow,
  RequiredCheck,
} from "../emulate-internals.ts";
import { runsOn } from "./check-run-rows.ts";
import type { GitHubServer } from "./github-server.ts";
import { integer, isObject, type JsonObject, objects, text } from "./json.ts";
import { repositoryOfUrl } from "./rows.ts";
import { rulesetsOf } from "./rulesets.ts";

/** "About protected branches" in GitHub's docs: these conclusions satisfy a required check. */
const PASSING: ReadonlyArray<string | null> = ["success", "skipped", "neutral"];

/** Keeps `checks` with their apps in classic branch protection and gives them back. */
export function protectionChecks(server: GitHubServer): void {
  const { store } = server;
  server.around("PUT", "/repos/:owner/:repo/branches/:branch{.+}/protection", async (call, original) => {
    const { required_status_checks: required } = await call.body();
    const response = await original();
    if (response.ok && isObject(required)) keepChecks(store, call.repo, call.param("branch"), required);
    return response;
  });
  const path = "/repos/:owner/:repo/branches/:branch/protection/required_status_checks";
  server.objects.add(path, (ids) => {
    const repo = repositoryOfUrl(store, ids);
    const branch = decodeURIComponent(ids.branch ?? "");
    const required = repo && protectionOf(store, repo, branch)?.required_status_checks;
    return required ? { contexts: required.contexts, checks: required.checks } : undefined;
  });
}

function keepChecks(store: GitHubStore, repo: RepositoryRow, branch: string, required: JsonObject): void {
  const protection = protectionOf(store, repo, branch);
  if (protection === undefined) return;
  const checks = parseChecks(required);
  const contexts = checks.map(({ context }) => context);
  const required_status_checks = { strict: required.strict === true, contexts, checks };
  store.branchProtections.update(protection.id, { required_status_checks });
}

/** `checks` and, from before there were apps in it, `contexts`. */
function parseChecks(required: JsonObject): RequiredCheck[] {
  const contexts = Array.isArray(required.contexts) ? required.contexts.map(String) : [];
  const checks = objects(required.checks).map((check) => ({
    context: text(check.context) ?? "",
    app_id: integer(check.app_id) ?? null,
  }));
  const named = new Set(checks.map(({ context }) => context));
  return [
    ...checks,
    ...contexts.filter((name) => !named.has(name)).map((context) => ({ context, app_id: null })),
  ];
}

/** Classic protection of a branch. */
function protectionOf(
  store: GitHubStore,
  repo: RepositoryRow,
  branch: string,
): BranchProtectionRow | undefined {
  return store.branchProtections.findBy("repo_id", repo.id).find(({ branch_name }) => branch_name === branch);
}

/**
 * Why required checks keep a commit from being merged, in GitHub's words; undefined when nothing does.
 * @param isAdmin admins pass classic protection unless it is enforced for them too
 */
export function requiredChecksProblem(
  store: GitHubStore,
  repo: RepositoryRow,
  branch: string,
  sha: string,
  isAdmin: boolean,
): string | undefined {
  const protection = protectionOf(store, repo, branch);
  const bypassed = isAdmin && protection?.enforce_admins === false;
  const classic = bypassed ? [] : (protection?.required_status_checks?.checks ?? []);
  const problem = problemOf(store, repo, sha, classic);
  if (problem !== undefined) return problem;
  const ruled = rulesetsOf(repo, branch).flatMap(({ checks }) => checks);
  const violation = problemOf(store, repo, sha, ruled);
  return violation && `Repository rule violations found\n\n${violation}\n\n`;
}

function problemOf(
  store: GitHubStore,
  repo: RepositoryRow,
  sha: string,
  required: readonly RequiredCheck[],
): string | undefined {
  const states = required.map((check) => ({ check, state: stateOf(store, repo, sha, check) }));
  const open = states.filter(({ state }) => state !== "passing");
  const [first] = open;
  if (first === undefined) return undefined;
  if (open.length === 1) return `Required status check "${first.check.context}" ${first.state}.`;
  const expected = open.every(({ state }) => state === EXPECTED) ? "expected" : "failing";
  return `${open.length} of ${required.length} required status checks are ${expected}.`;
}

const EXPECTED = "is expected";

/** The state of one required check, as the end of a sentence about it; the newest run decides. */
function stateOf(
  store: GitHubStore,
  repo: RepositoryRow,
  sha: string,
  { context, app_id }: RequiredCheck,
): string {
  const named = runsOn(store, repo, sha).filter(({ name }) => name === context);
  const anyApp = app_id === null || app_id === -1;
  const newest = named.filter((run) => anyApp || run.app_id === app_id).at(-1);
  if (newest) return runState(newest);
  return named.length > 0 ? "was not set by the expected GitHub App" : EXPECTED;
}

function runState({ status, conclusion }: CheckRunRow): string {
  if (status !== "completed") return `is ${status.replace("_", " ")}`;
  return PASSING.includes(conclusion) ? "passing" : "is failing";
}
