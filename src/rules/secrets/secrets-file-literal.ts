/** SEC-09: a secret itself in `.kamal/secrets`, which is meant to hold references and to be committed. */
import type { SecretAssignment } from "../../documents/secrets-file/secrets-file.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import { isSampleFile } from "../shared/secrets/sample-files.ts";
import { isHarmlessName, isSecretName } from "../shared/secrets/secret-names.ts";
import { secretParts } from "../shared/secrets/secret-parts.ts";
import { isPublicKeyValue, looksRandom, natureOf } from "../shared/secrets/secret-values.ts";

export default defineRule({
  id: "secrets-file-literal",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Secret itself in .kamal/secrets",
  why: "The file is made to be committed with references such as `$NAME` and `$(command)`; a value written into it is in the repository and its history.",
  fix: "Rotate the value and write a reference: `NAME=$NAME`, or `NAME=$(op read op://…)` or another secret manager's command.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/#secrets"],
  appliesTo: ["secrets-file"],
  *check({ source, assignments }) {
    const judge = isSampleFile(source.path) ? judgeSample : judgeAssignment;
    for (const assignment of assignments) yield* judge(assignment, source);
  },
});

/** In a sample, only what nobody makes up counts. */
function* judgeSample(assignment: SecretAssignment, source: SourceText): Iterable<Problem> {
  for (const problem of judgeAssignment(assignment, source)) {
    if (problem.severity === undefined && looksRandom(textAt(source, problem.at.span))) yield problem;
  }
}

function* judgeAssignment(assignment: SecretAssignment, source: SourceText): Iterable<Problem> {
  const { name, nameSpan, value, quotes } = assignment;
  const secret = isSecretName(name);
  const at = (span: Span) => ({ source, span, anchor: name });
  if (value === "" && quotes === "none" && secret && isBare(assignment)) {
    const message = `${name} has no value here, so Kamal deploys it empty.`;
    yield { at: at(nameSpan), severity: "low", message };
  } else if (secret && quotes === "single" && /^\$[A-Za-z_{(]/.test(value)) {
    const message = `${name} is in single quotes, in which nothing is replaced: Kamal deploys this very text, and everybody can read it here.`;
    yield { at: at(assignment.valueSpan), severity: "high", message };
  } else if (secret && /^`[^`\n]{1,1000}`$/.test(value)) {
    const message = `${name} is in backticks, which Kamal does not run: it deploys this very text, and everybody can read it here.`;
    yield { at: at(assignment.valueSpan), severity: "high", message, fix: "Write the command as `$(…)`." };
  } else {
    for (const part of secretParts(assignment, source)) yield* judgePart(part, name, secret, source);
  }
}

function* judgePart(span: Span, name: string, secret: boolean, source: SourceText): Iterable<Problem> {
  const text = textAt(source, span);
  if (isPublicKeyValue(text)) return;
  const nature = natureOf(text);
  const at = { source, span, anchor: name };
  if (nature === "literal" && (secret || (looksRandom(text) && !isHarmlessName(name)))) {
    yield { at, message: `The value of ${name} stands here in clear.` };
  } else if (nature === "placeholder" && secret) {
    yield { at, severity: "low", message: `${name} has a placeholder here where a reference belongs.` };
  }
}

function isBare({ nameSpan, valueSpan }: SecretAssignment): boolean {
  return valueSpan.end === nameSpan.end;
}

function textAt(source: SourceText, { start, end }: Span): string {
  return source.text.slice(start, end);
}
