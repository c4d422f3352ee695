/** Variables of the environment in programs: which are looked up. Who decides their values: environment-variables.ts. */
import { type Call, type Expression, literalOf } from "../../../documents/program/program.ts";

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

/** True for a call that gives one variable of the environment. */
export function isLookup({ path }: Call): boolean {
  return LOOKUPS.test(path);
}

/** The whole environment. */
export function isEnvironment(expression: Expression): boolean {
  const path =
    expression.kind === "name" ? expression.name : expression.kind === "member" ? expression.path : "";
  return ENVIRONMENTS.test(path);
}
