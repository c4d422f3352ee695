/** Variables of the environment in programs: which are looked up, and who decides their values. */
import { type Expression, literalOf } from "../../../documents/program/program.ts";
import type { Trust } from "./trust.ts";

const OUTSIDE =
  /^(?:KAMAL_(?:PERFORMER|VERSION|SERVICE_VERSION)|MRSK_(?:PERFORMER|VERSION)|GITHUB_(?:HEAD_REF|REF|REF_NAME|BASE_REF|ACTOR|EVENT_PATH|TRIGGERING_ACTOR)|CI_COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|AUTHOR|BRANCH|TAG|REF_NAME)|CI_MERGE_REQUEST_\w+|BRANCH_NAME|CIRCLE_BRANCH|BITBUCKET_BRANCH|PR_(?:TITLE|BODY)|COMMIT_MESSAGE)$/;

const CONFIGURED = /^(?:KAMAL|MRSK)_HOSTS$/;

const CHOSEN = /^(?:KAMAL|MRSK)_(?:ROLES?|DESTINATION|SERVICE)$/;

const SETTLED =
  /^(?:(?:KAMAL|MRSK)_(?:COMMAND|SUBCOMMAND|LOCK|RECORDED_AT|RUNTIME)|HOME|PWD|OLDPWD|USER|LOGNAME|SHELL|PATH|LANG|TERM|HOSTNAME|TMPDIR|CI|RAILS_ENV|RACK_ENV|NODE_ENV|GITHUB_(?:SHA|RUN_ID|RUN_NUMBER|RUN_ATTEMPT|WORKSPACE|REPOSITORY|ACTIONS|SERVER_URL)|CI_COMMIT_(?:SHA|SHORT_SHA)|DEBUG|VERBOSE)$/;

/** Who decides the value of a variable of the environment. */
export function trustOfVariable(name: string): Trust {
  if (OUTSIDE.test(name)) return "outside";
  if (CONFIGURED.test(name)) return "configured";
  if (CHOSEN.test(name)) return "chosen";
  return SETTLED.test(name) ? "constant" : "unknown";
}

const ENVIRONMENTS = /^(?:ENV|os\.environ|environ|process\.env|Bun\.env|import\.meta\.env)$/;

const LOOKUPS =
  /^(?:ENV\.(?:fetch|dig|delete)|os\.environ\.(?:get|pop|setdefault)|os\.getenv|environ\.get|Deno\.env\.get|process\.env\.get)$/;

/** The variable an expression looks up: `ENV["X"]`, `os.environ.get("X")`, a property of Node's environment. */
export function variableLookedUp(expression: Expression): string | undefined {
  if (expression.kind === "member" && expression.name !== undefined && isEnvironment(expression.of))
    return expression.name;
  if (expression.kind !== "call" || !LOOKUPS.test(expression.call.path)) return undefined;
  return literalOf(expression.call.arguments[0]);
}

/** The whole environment. */
export function isEnvironment(expression: Expression): boolean {
  const path =
    expression.kind === "name" ? expression.name : expression.kind === "member" ? expression.path : "";
  return ENVIRONMENTS.test(path);
}
