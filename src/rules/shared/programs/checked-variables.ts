/** Variables that hold only harmless values at a place, because the program left when they didn't. */
import {
  type Assignment,
  type Check,
  type Extent,
  type NameExpression,
  type Program,
  pathOf,
} from "../../../documents/program/program.ts";
import { variableKey } from "../../../documents/program/variables.ts";
import { contains } from "../../../source/span.ts";
import type { Use } from "./harmless-results.ts";

/** True where a check of a variable holds, or of what an object holds, which has a path for its name. */
export type Passed = (named: Pick<NameExpression, "name" | "scope" | "span">) => boolean;

/** No variable is checked more often. */
const MAX_CHECKS = 50;

/** Reads a program once; the result answers for any of its variables. */
export function checksIn(program: Program, use: Use, extent: Extent = "whole"): Passed {
  const byName = new Map<string, Check[]>();
  const resolved = new Set(program.assignments.flatMap((one) => (isResolved(one) ? (one.name ?? []) : [])));
  const isOfLine = ({ ofLine }: Check): boolean => program.language === "ruby" && ofLine === true;
  const counting = program.checks.filter((check) => isOfLine(check) === (extent === "line"));
  for (const check of [...counting, ...checksByCall(program, counting)]) {
    if (check.onlyPath && (use !== "path" || !(check.resolves || resolved.has(check.name)))) continue;
    const others = byName.get(check.name);
    if (!others) byName.set(check.name, [check]);
    else if (others.length < MAX_CHECKS) others.push(check);
  }
  const changes = new Map<string, number[]>();
  for (const { name: variable, target, adds, span } of program.assignments) {
    const name = variable ?? pathOf(target);
    if (name === undefined || (adds && variable !== undefined)) continue;
    changes.set(name, [...(changes.get(name) ?? []).slice(-MAX_CHECKS), span.start]);
  }
  return ({ name, scope, span }) =>
    (byName.get(name) ?? []).some(
      (check) =>
        isSameOrInside(scope, check.scope) &&
        contains(check.holds, span) &&
        !(changes.get(name) ?? []).some((at) => at > check.holds.start && at < span.start),
    );
}

/** A path that still holds `..` may start with a folder and lead out of it. */
function isResolved({ source, value }: Assignment): boolean {
  const { start, end } = value.span;
  return /\b(?:resolve|expand_path|realpath|abspath|norm(?:path|alize)|cleanpath)\b/.test(
    source.text.slice(start, Math.min(end, start + 300)),
  );
}

function isSameOrInside(scope: string, outer: string): boolean {
  return scope === "" || outer === "" || scope === outer || scope.startsWith(`${outer}.`);
}

/** `validate!(version)`: a function that leaves the program when its parameter doesn't fit checks what it is called with. */
function checksByCall({ functions, calls }: Program, checks: readonly Check[]): Check[] {
  const toTheEnd = new Map<string, number>();
  for (const { name, scope, holds, onlyPath } of checks) {
    const key = variableKey(name, scope);
    if (!onlyPath) toTheEnd.set(key, Math.max(holds.end, toTheEnd.get(key) ?? 0));
  }
  const checking = new Map<string, number>();
  for (const { name, scope, parameters, span } of functions) {
    const at = parameters.findIndex(
      (parameter) => (toTheEnd.get(variableKey(parameter.name, scope)) ?? 0) >= span.end,
    );
    if (at >= 0) checking.set(name, at);
  }
  if (checking.size === 0) return [];
  return calls.flatMap((call): Check[] => {
    const at = checking.get(call.method);
    const value = at === undefined ? undefined : call.arguments[at];
    const name =
      value?.kind === "call" && value.call.arguments.length === 0 ? value.call.path : pathOf(value);
    if (name === undefined) return [];
    return [
      {
        name,
        scope: call.scope,
        onlyPath: false,
        holds: { start: call.span.end, end: call.around.end },
      },
    ];
  });
}
