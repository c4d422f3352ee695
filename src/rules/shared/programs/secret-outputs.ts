/**
 * What programs that read secrets print: `out, status = Open3.capture2("bin/rails", "credentials:show")`, then `puts out`; and what
 * the libraries of secret managers answer.
 */
import { type Call, type Expression, optionOf, type Program } from "../../../documents/program/program.ts";
import type { SecretValue } from "./secret-file-reads.ts";
import { partsShown } from "./secret-values.ts";
import { type ValuesOf, valuesInside } from "./values-inside.ts";

/** The first of them that a value shows. */
export function outputIn(
  value: Expression,
  valuesOf: ValuesOf,
  outputOf: SecretOutputs,
): SecretValue | undefined {
  if (outputOf.size === 0) return undefined;
  const shown = (one: Expression): readonly Expression[] =>
    one.kind === "name" && NO_OUTPUT.test(one.name) ? [] : [...partsShown(one), ...answerRead(one)];
  const valuesShown: ValuesOf = (name) => (NO_OUTPUT.test(name.name) ? [] : valuesOf(name));
  for (const one of valuesInside(value, valuesShown, shown)) {
    const label = one.kind === "call" ? outputOf.get(one.call) : undefined;
    if (label !== undefined) return { kind: "variable", label };
  }
  return undefined;
}

/** The other things that come back with the output. */
const NO_OUTPUT =
  /^_|(?:^|_)(?:stat|status|std_?err|err|errors?|code|exit_?code|ok|success)(?:$|_)|^(?:exitstatus|stderr|exitCode|s|st|res|wait|thr\w*|pid)$/;

/** See `secretOutputsIn`. */
export type SecretOutputs = ReadonlyMap<Call, string>;

/** Calls whose result is a secret, with what they start. */
export function secretOutputsIn({ starts, calls, role }: Program): SecretOutputs {
  const found = starts.flatMap(({ call, words, passesOn }): [Call, string][] => {
    if (passesOn || PRINTS_ITSELF.test(call.path)) return [];
    const line = words
      .map((word) => firstText(word))
      .join(" ")
      .slice(0, LONGEST_LINE);
    const name = (READS_SECRETS.exec(line) ?? (role === "hook" ? KAMAL_TELLS.exec(line) : undefined))?.[0];
    return name === undefined ? [] : [[call, `that \`${name}\` gives`]];
  });
  const asked = calls
    .filter(asksForSecret)
    .map((call): [Call, string] => [call, `that \`${call.method}\` gives`]);
  return new Map([...found, ...asked]);
}

/** Libraries of secret managers: `client.get_secret_value(…)`, `ssm.get_parameter(name:, with_decryption: true)`. */
function asksForSecret(call: Call): boolean {
  if (/^(?:get_secret_value|access_secret_version)$/.test(call.method)) return true;
  const decrypts = optionOf(call, "with_decryption") ?? optionOf(call, "WithDecryption");
  const isRefused = decrypts?.kind === "constant" && /^false$/i.test(decrypts.text);
  return /^get_parameters?(?:_by_path)?$/.test(call.method) && decrypts !== undefined && !isRefused;
}

/** Where the secret stands in such an answer: `answer.parameter.value`, `answer["SecretString"]`. */
function answerRead(value: Expression): readonly Expression[] {
  if (value.kind === "member") return ANSWER.test(value.name ?? "") ? [value.of] : [];
  const { method, receiver } = value.kind === "call" ? value.call : { method: "", receiver: undefined };
  return receiver && ANSWER.test(method) ? [receiver] : [];
}

const ANSWER = /^(?:parameters?|value|secret_?string|payload|data)$/i;

/** What is asked of a secret manager is shorter. */
const LONGEST_LINE = 400;

const PRINTS_ITSELF = /(?:^|\.)(?:system|exec|spawn|sh)$/;

/** Kamal's own commands that show keys and logins; in scripts that people run, kamal-disclosure speaks of them. */
const KAMAL_TELLS = /(?:kamal|mrsk) (?:secrets print|config)\b/;

/** Programs that print secrets, and little else. */
const READS_SECRETS =
  /^(?:env|printenv)$|^cat (?:\S*\/)?(?:\.env(?:\.(?!example|sample|template|dist)[\w.-]+)?|secrets|master\.key)$|(?:^|\/)(?:(?:rails|rake) credentials:show|op read|vault (?:kv get|read) .*-field\b|aws secretsmanager get-secret-value|sops (?:-d|--decrypt|decrypt)|ejson decrypt|pass show|bw get password|gcloud secrets versions access|gh auth token|aws ecr get-login-password|kamal secrets (?:print|fetch|extract))\b/;

function firstText(word: Expression): string {
  const part = word.kind === "text" ? word.parts[0] : undefined;
  return part?.kind === "literal" ? part.text : "$";
}
