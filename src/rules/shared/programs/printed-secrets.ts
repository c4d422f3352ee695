/** The secrets that a printed value shows: by themselves, behind variables with such names, as items of the environment. */
import type { Expression } from "../../../documents/program/program.ts";
import { indentOf } from "../../../source/indent-of.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { SourceText } from "../../../source/source-text.ts";
import { isSecretName } from "../secrets/secret-names.ts";
import { isEnvironment } from "./environment.ts";
import { onlyNames } from "./names-of-secrets.ts";
import { type SecretValue, secretFileBehind } from "./secret-file-reads.ts";
import { computedVariable, partsShown, pickedByName, picksKamals, secretValueOf } from "./secret-values.ts";
import { type ValuesOf, valuesInside, withReturned } from "./values-inside.ts";

/** The first of them; undefined for none. `behind` tells what functions give back, and what files hold. */
export function secretIn(
  value: Expression,
  valuesOf: ValuesOf,
  behind: (one: Expression) => readonly Expression[],
): SecretValue | undefined {
  const shown = (one: Expression): readonly Expression[] => withReturned(one, partsShown(one), behind(one));
  const held: ValuesOf = (name) => [...valuesOf(name), ...behind(name)];
  for (const one of valuesInside(value, withoutKeys(held), shown)) {
    const secret =
      secretValueOf(one) ??
      computedVariable(one, valuesOf) ??
      secretFileBehind(one, valuesOf, behind) ??
      namedSecret(one, valuesOf) ??
      itemOfEnvironment(one, valuesOf) ??
      pickedByName(one, valuesOf);
    if (secret) return secret;
  }
  return undefined;
}

/** `secrets.each { |name, value| … }`: the name of a secret is none, and neither is what was masked, or the user of a login. */
function withoutKeys(valuesOf: ValuesOf): ValuesOf {
  return (name) => {
    if (MASKED.test(name.name) || isOfKamal(name)) return [];
    const values = valuesOf(name);
    return /^(?:k|key|name|var|variable)$/.test(name.name) && values.every(isItem) ? [] : values;
  };
}

const MASKED = /^(?:(?:masked|redacted|sanitized|censored|obfuscated)(?:_|[A-Z]|$)|user(?:_?name)?$)/;

/** Parsers have tokens too. */
const CREDENTIAL_TOKEN =
  /^(?:.*[_-])?(?:api|access|auth|oauth|github|gh|gitlab|deploy|bot|bearer|registry|refresh|session|secret|webhook|slack|npm|ci|personal|service|hub)_?token$|^token$/i;

/** A variable with the name of a secret, unless its value is spelled out, or says something of a secret only. */
function namedSecret(value: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  if (value.kind !== "name" || !isSecretName(value.name) || /s$/i.test(value.name)) return undefined;
  const values = valuesOf(value);
  if (/token$/i.test(value.name) && !CREDENTIAL_TOKEN.test(value.name)) return undefined;
  if (values.length > 0 && values.every((one) => isItem(one) || onlyNames(one, valuesOf))) return undefined;
  const isTold =
    values.length > 0 && values.every((one) => /^(?:constant|text|list|map|mixed)$/.test(one.kind));
  return isTold ? undefined : { kind: "variable", label: `\`${value.name}\`` };
}

/** The keys of a list are seldom secret for being called so. */
function isItem(value: Expression): boolean {
  return value.kind === "call" && /^(?:each\w*|items|entries|map|forEach)$/.test(value.call.method);
}

/** `ENV.each { |name, value| puts value }`. */
function itemOfEnvironment(value: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  if (value.kind !== "name" || /^(?:k|key|name|var)$/.test(value.name)) return undefined;
  const isItem = valuesOf(value).some((one) => {
    if (
      one.kind !== "call" ||
      one.call.method === "each_key" ||
      picksKamals(one.call) ||
      !/^(?:each\w*|map|sort\w*|items|entries|forEach|select|filter)$/.test(one.call.method)
    )
      return false;
    const { receiver, arguments: values } = one.call;
    return [receiver, ...values].some((part) => part !== undefined && isEnvironment(part));
  });
  return isItem ? { kind: "environment", label: "" } : undefined;
}

/** `if name.startswith("KAMAL_"):` around it, in a loop of Python. */
function isOfKamal({ source, span }: Expression): boolean {
  if (!asksForKamals(source)) return false;
  const { line } = source.positionAt(span.start);
  let least = indentOf(source.lineText(line));
  for (let at = line - 1; at > Math.max(0, line - FARTHEST) && least > 0; at--) {
    const text = source.lineText(at);
    if (text.trim() === "" || indentOf(text) >= least) continue;
    if (OF_KAMAL.test(text)) return true;
    least = indentOf(text);
  }
  return false;
}

const OF_KAMAL = /^[ \t]*if \w+\.startswith\(["'](?:KAMAL|MRSK)_["']\):[ \t]*$/m;

/** Few programs do, and all their variables are asked about. */
const asksForKamals: (source: SourceText) => boolean = onceFor(({ text }) => OF_KAMAL.test(text));

/** Nobody's loop over the environment is longer. */
const FARTHEST = 20;
