/** What the value of a variable with a secret's name is: the secret itself, a reference to it, or neither. */
import { isPlaceholder } from "./placeholders.ts";

/** `literal` is the secret in clear; the others are not. */
export type ValueNature = "reference" | "placeholder" | "harmless" | "literal";

/** Judges a value whose name announces a secret. `text` is the value without quotes. */
export function natureOf(text: string): ValueNature {
  const value = withoutVariable(text.trim());
  if (value === "" || isReference(value)) return "reference";
  if (isPlaceholder(value)) return "placeholder";
  return isHarmless(value) ? "harmless" : "literal";
}

/** `${NAME:-text}` is the text where the variable is not set, and for everybody who reads it. */
export function withoutVariable(value: string): string {
  return /^\$\{\w{1,100}:?[-=]([^}$]{1,300})\}$/.exec(value)?.[1] ?? value;
}

/** Values that are fetched elsewhere: variables, substitutions, ERB, format strings. */
export function isComputed(value: string): boolean {
  return /\$[A-Za-z_]|\$\{|\$\(|<%|%>|#\{|\{\{|%[s{]|\ue000/.test(value);
}

/** Ruby around which the ERB tags were forgotten. */
const FORGOTTEN_TAG = /^ENV(?:\[["']?\w+["']?\]|\.fetch\(["']?\w+["']?\))$/;

/** A value that is a variable, has a substitution in it, or is an address in a secret manager. */
function isReference(value: string): boolean {
  if (/^\$[A-Za-z_]|\$\{|\$\(|<%|\{\{/.test(value) || isEncrypted(value)) return true;
  if (FORGOTTEN_TAG.test(value)) return true;
  if (
    /^[a-z+-]{0,20}(?:secrets?|secretmanager|vault|ssm|kms|infisical|keeper|conjur|berglas)[a-z+-]{0,20}:\/\//i.test(
      value,
    )
  )
    return true;
  return /^(?:(?:op|vault|ssm|secret|secretsmanager|gcpsm|aws-sm|keyvault|file|env|bws|doppler|awskms|ref\+\w+):|arn:aws)/i.test(
    value,
  );
}

/** By sops, dotenvx and Ansible, which leave the names readable. */
function isEncrypted(value: string): boolean {
  return /^(?:ENC\[|encrypted:|\$ANSIBLE_VAULT)/.test(value);
}

/** Switches, small numbers, file paths, durations and plain addresses are not secrets whatever their name. */
function isHarmless(value: string): boolean {
  if (/^(?:true|false|yes|no|on|off|null|nil|none|enabled|disabled)$/i.test(value)) return true;
  if (/^\d{1,4}$|^\d+(?:\.\d+)? ?(?:ms|[smhdw]|min|hours?|days?|minutes?|seconds?)$/i.test(value))
    return true;
  return isPath(value) || isPlainAddress(value);
}

/** A random secret may begin with a slash; the parts of a path are words. */
function isPath(value: string): boolean {
  if (!/^(?:\.{0,2}|~)\/[\w./-]+$|^[\w./-]+\.(?:pem|key|crt|json|ya?ml|txt|env)$/.test(value)) return false;
  return value.split("/").every((part) => part.length < 20 || !looksRandom(part.replaceAll(".", "")));
}

/** Addresses of which a part is as good as a password are the exception: webhooks, signed URLs. */
function isPlainAddress(value: string): boolean {
  if (!/^https?:\/\/[^\s@]+$/i.test(value)) return false;
  if (/\/\/(?:hooks\.|discord\.com\/api\/webhooks|[\w-]+\.webhook\.office\.com)/i.test(value)) return false;
  return value.split(/[/?&=]/).every((part) => !looksRandom(part));
}

/** Publishable keys carry their harmlessness in the value. */
export function isPublicKeyValue(value: string): boolean {
  return /^(?:pk_(?:live|test)_|pk\.eyJ|phc_|age1|ssh-(?:rsa|ed25519) |ecdsa-sha2-|-----BEGIN (?:PUBLIC KEY|CERTIFICATE))/.test(
    value.trim(),
  );
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** True for text that looks like it came from a random generator: long, mixed, no words. */
export function looksRandom(value: string): boolean {
  if (value.length < 20 || value.length > 500 || UUID.test(value)) return false;
  if (/[\s,]|\/\/|sha(?:1|256|384|512)[:-]/.test(value) || readsLikeWords(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/].filter((pattern) => pattern.test(value)).length;
  return classes >= 2 && entropyOf(value) > 3.6;
}

/** Host names, image names and identifiers are made of short parts, each of letters or of digits. */
function readsLikeWords(value: string): boolean {
  const parts = value.split(/[-_./:@+]+/).filter((part) => part !== "");
  return parts.length > 1 && parts.every((part) => /^(?:[A-Za-z]{1,15}\d{0,4}|[vV]?\d{1,8})$/.test(part));
}

/** Shannon entropy in bits a character. */
function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / value.length) * Math.log2(count / value.length),
    0,
  );
}
