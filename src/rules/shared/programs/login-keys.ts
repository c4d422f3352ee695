/** Keys that programs write into `authorized_keys`, whose owners may log in from then on. */
import { type Call, literalOf, type Program } from "../../../documents/program/program.ts";
import type { Project } from "../../../documents/project.ts";
import type { Problem } from "../../../engine/rule.ts";
import { KEEP_KEYS } from "../scripts/login-keys.ts";
import { originsIn } from "./origins.ts";
import { fileKeysIn, writtenBy } from "./program-files.ts";
import { valuesIn, valuesInside } from "./values-inside.ts";

/** What comes from the network, wherever it is written; keys that are spelled out, at every deployment. */
export function* loginKeysWritten(program: Program, project: Project, isHook: boolean): Iterable<Problem> {
  if (!program.source.text.includes("authorized_keys")) return;
  const keyOf = fileKeysIn(program);
  const originOf = originsIn(program, "code", project);
  const valuesOf = valuesIn(program);
  for (const call of program.calls)
    for (const { file, content } of writtenBy(call)) {
      const texts = [...valuesInside(file, valuesOf)].map(literalOf);
      if (![keyOf(file), ...texts].some((text) => text !== undefined && KEYS.test(text))) continue;
      const { source, trust } = originOf(content);
      const isFetched = trust === "outside" && source?.download === true;
      if (isFetched) yield problem(call, "Whoever decides what this address gives out", isHook);
      else if (isHook) yield problem(call, "Whoever holds this key", isHook);
    }
}

const KEYS = /(?:^|["/])\.ssh\/authorized_keys2?$/;

function problem({ source, span, anchor = "" }: Call, who: string, isHook: boolean): Problem {
  return {
    at: { source, span, anchor },
    subject: "authorized_keys",
    severity: isHook ? "high" : "medium",
    fix: KEEP_KEYS,
    message: `${who} may log in after this.`,
  };
}
