/** Values that only name secrets: `for secret in REQUIRED_SECRETS`, `config["env"]["secret"]`. */
import { type Expression, literalOf, pathOf } from "../../../documents/program/program.ts";
import type { ValuesOf } from "./values-inside.ts";

/** Names of names of names: nobody goes further. */
const MAX_DEPTH = 8;

/** True when a value is spelled out in the program or taken from a list of names in the configuration. */
export function onlyNames(value: Expression, valuesOf: ValuesOf, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const inner = (one: Expression): boolean => onlyNames(one, valuesOf, depth + 1);
  switch (value.kind) {
    case "text":
    case "constant":
      return true;
    case "list":
    case "spread":
    case "either":
    case "joined":
      return value.parts.every(inner);
    case "name": {
      const values = valuesOf(value);
      return values.length > 0
        ? values.every(inner)
        : /(?:^|_)(?:names|keys|required|missing)$/i.test(value.name);
    }
    case "member":
      return isListOfNames(value);
    case "call":
      return isLookup(value) || given(value).some(inner);
    default:
      return false;
  }
}

/** What Kamal's configuration calls `secret` lists the names of secrets. */
export function isListOfNames({ name, of }: Expression & { readonly kind: "member" }): boolean {
  return /^secrets?$/.test(name ?? "") && isPartWithSecrets(of);
}

function isLookup({ call }: Expression & { readonly kind: "call" }): boolean {
  const key = literalOf(call.arguments[0]) ?? "";
  return (
    /^(?:get|fetch|dig)$/.test(call.method) &&
    /^secrets?$/.test(literalOf(call.arguments.at(-1)) ?? key) &&
    (call.method === "dig" || (call.receiver !== undefined && isPartWithSecrets(call.receiver)))
  );
}

function isPartWithSecrets(value: Expression): boolean {
  const key = value.kind === "call" ? literalOf(value.call.arguments[0]) : undefined;
  const name = value.kind === "member" ? value.name : (key ?? pathOf(value));
  return /^(?:env|builder)$/.test(name ?? "");
}

const SELECTING =
  /^(?:filter|sort\w*|uniq|select|reject|compact|concat|each\w*|forEach|split|keys|flat|slice|freeze|copy|to_a|reverse\w*|values|map)$/;

/** What a call picks its items from. */
function given({ call }: Expression & { readonly kind: "call" }): Expression[] {
  if (/^(?:sorted|list|set|tuple|reversed|Object\.keys|Array\.from|new Set)$/.test(call.path))
    return call.arguments.slice(0, 1);
  return call.receiver && SELECTING.test(call.method) ? [call.receiver] : [];
}
