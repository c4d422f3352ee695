/** Repository rulesets, as far as required status checks go. emulate has none. */
import type { RepositoryRow, RequiredCheck } from "../emulate-internals.ts";
import type { GitHubServer } from "./github-server.ts";
import { integer, isObject, type JsonObject, objects, text } from "./json.ts";

/** An active ruleset: the branches it is for and the checks it requires there. */
export interface Ruleset {
  readonly id: number;
  readonly name: string;
  /** Full refs, "~DEFAULT_BRANCH" or "~ALL"; GitHub also knows patterns. */
  readonly include: readonly string[];
  readonly checks: readonly RequiredCheck[];
}

/** Adds the routes to make a ruleset and to ask what applies to a branch. */
export function rulesets(server: GitHubServer): void {
  const { store } = server;
  server.route("POST", "/repos/:owner/:repo/rulesets", "administration:write", async (call) => {
    const known = call.repo.rulesets ?? [];
    const ruleset = parseRuleset(known.length + 1, await call.body());
    store.repos.update(call.repo.id, { rulesets: [...known, ruleset] });
    return call.json({ id: ruleset.id, name: ruleset.name, enforcement: "active", target: "branch" }, 201);
  });
  server.route("GET", "/repos/:owner/:repo/rules/branches/:branch{.+}", "metadata:read", (call) => {
    const rules = rulesetsOf(call.repo, call.param("branch")).map((ruleset) => ruleJson(call.repo, ruleset));
    return call.json(call.page(rules));
  });
}

/** The rulesets that apply to a branch. */
export function rulesetsOf(repo: RepositoryRow, branch: string): Ruleset[] {
  const names = [
    "~ALL",
    `refs/heads/${branch}`,
    ...(branch === repo.default_branch ? ["~DEFAULT_BRANCH"] : []),
  ];
  return (repo.rulesets ?? []).filter(({ include }) => include.some((pattern) => names.includes(pattern)));
}

function parseRuleset(id: number, body: JsonObject): Ruleset {
  const refs = isObject(body.conditions) ? body.conditions.ref_name : undefined;
  const include = isObject(refs) && Array.isArray(refs.include) ? refs.include.map(String) : [];
  const rule = objects(body.rules).find(({ type }) => type === "required_status_checks");
  const parameters = isObject(rule?.parameters) ? rule.parameters : {};
  const checks = objects(parameters.required_status_checks).map((check) => ({
    context: text(check.context) ?? "",
    app_id: integer(check.integration_id) ?? null,
  }));
  return { id, name: text(body.name) ?? "", include, checks };
}

/** GitHub's JSON of the rule ("repository-rule-detailed" in its OpenAPI description). */
function ruleJson(repo: RepositoryRow, { id, checks }: Ruleset): JsonObject {
  return {
    type: "required_status_checks",
    ruleset_source_type: "Repository",
    ruleset_source: repo.full_name,
    ruleset_id: id,
    parameters: {
      strict_required_status_checks_policy: false,
      required_status_checks: checks.map(({ context, app_id }) => ({
        context,
        ...(app_id !== null && { integration_id: app_id }),
      })),
    },
  };
}
