/** CFG-01: a configuration that Kamal itself refuses. */
import { hintFor } from "../../documents/kamal/validation/hint.ts";
import type { Rejection } from "../../documents/kamal/validation/rejection.ts";
import { type Verdict, verdictOf } from "../../documents/kamal/validation/verdict.ts";
import type { YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

/** Of a file full of unknown keys, the first ones are enough. */
const MAX_KEYS = 10;
const MAX_MESSAGE = 200;

export default defineRule({
  id: "kamal-rejects",
  category: "config",
  severity: "medium",
  confidence: "high",
  title: "Configuration that Kamal refuses",
  why: "Kamal checks the whole configuration before it does anything and stops at the first error, so nothing can be deployed, rolled back or even inspected until this is put right.",
  fix: "Write what this release of Kamal knows; `kamal docs` lists every key.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    const verdict = verdictOf(configuration, project);
    for (const rejection of verdict?.rejections ?? []) {
      if (verdict && !comesFromOutside(rejection)) yield* problems(rejection, verdict);
    }
  },
});

/** A lookup's fallback is refused, which says nothing about what the environment gives when it deploys. */
function comesFromOutside({ at: { source, span } }: Rejection): boolean {
  return source.lineText(source.positionAt(span.start).line).includes("<%=");
}

function* problems(rejection: Rejection, verdict: Verdict): Generator<Problem> {
  const confidence = verdict.sureness === "certain" ? "high" : "medium";
  const severity = verdict.sureness === "both" ? "low" : "medium";
  const { fault, unknownKeys = [] } = rejection;
  // What lacks something and names no release may be a piece that another tool completes.
  const strictness = verdict.sureness === "both" && fault === "missing" ? "pedantic" : "default";
  for (const key of unknownKeys.slice(0, MAX_KEYS)) {
    yield { ...unknownKey(key, rejection, verdict), confidence, severity, subject: key.text };
  }
  if (unknownKeys.length === 0) {
    yield { at: rejection.at, message: told(rejection, verdict), confidence, severity, strictness };
  }
}

function told({ kind, message }: Rejection, verdict: Verdict): string {
  const quoted = clip(message);
  return kind === "config" || kind === "argument"
    ? `${release(verdict)} refuses this: "${quoted}".`
    : `${release(verdict)} stops with an exception here: ${quoted}.`;
}

function unknownKey(key: YamlScalar, rejection: Rejection, verdict: Verdict): Problem {
  const { context, map, section } = rejection;
  const hint = map && hintFor({ key, map, context, section, version: verdict.version });
  const where = context === "" ? "at the root" : `in \`${clip(context)}\``;
  const message = `${release(verdict)} refuses the whole file because it knows no key \`${clip(key.text)}\` ${where}.`;
  if (!hint) return { at: key, message };
  const edit = hint.rename === undefined ? undefined : { span: key.span, text: hint.rename };
  return { at: key, message: `${message} ${hint.text}`, fix: hint.text, ...(edit && { edit }) };
}

function release({ version: { major, minor } }: Verdict): string {
  return `Kamal ${major}.${minor}`;
}

function clip(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE)}…` : line;
}
