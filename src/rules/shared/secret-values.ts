/** What the value of a variable with a secret's name is: the secret itself, a reference to it, or neither. */

/** `literal` is the secret in clear; the others are not. */
export type ValueNature = "reference" | "placeholder" | "harmless" | "literal";

/** Judges a value whose name announces a secret. `text` is the value without quotes. */
export function natureOf(text: string): ValueNature {
  const value = text.trim();
  if (value === "" || isReference(value)) return "reference";
  if (isPlaceholder(value)) return "placeholder";
  return isHarmless(value) ? "harmless" : "literal";
}

/** Values that are fetched elsewhere: variables, substitutions, addresses in a vault. */
function isReference(value: string): boolean {
  if (/^\$[A-Za-z_{(]|\$\{|\$\(|<%|\{\{/.test(value)) return true;
  return /^(?:op|vault|ssm|secret|secretsmanager|gcpsm|aws-sm|keyvault|file|env|bws|doppler):(?:\/\/)?|^arn:aws/i.test(
    value,
  );
}

/** What people write where a value is still to come. */
export function isPlaceholder(value: string): boolean {
  if (/^(?:<.*>|\[.*\]|__.*__|%.*%|\*+|\.{2,}|-+|_+)$/.test(value)) return true;
  if (/x{4,}|\*{3,}|\.{3}|0{8,}|^x{3,}$/i.test(value)) return true;
  if (
    /change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)|placeholder|redacted|dummy|example|insert[-_ ]|asecret/i.test(
      value,
    )
  )
    return true;
  return /^(?:your|my|the|some|todo|tbd|fixme|fake|sample|set)(?:[-_ ]|$)|[-_ ]here$/i.test(value);
}

/** Switches, small numbers, file paths and addresses without a password are not secrets whatever their name. */
function isHarmless(value: string): boolean {
  if (/^(?:true|false|yes|no|on|off|null|nil|none)$/i.test(value) || /^\d{1,4}$/.test(value)) return true;
  if (/^(?:\.{0,2}|~)\/[\w./-]+$/.test(value) || /^[\w./-]+\.(?:pem|key|crt|json|ya?ml|txt|env)$/.test(value))
    return true;
  return /^https?:\/\/[^\s@]+$/i.test(value) && !/(?:hooks|webhooks?)[./]/i.test(value);
}

/** Publishable keys carry their harmlessness in the value. */
export function isPublicKeyValue(value: string): boolean {
  return /^(?:pk_(?:live|test)_|ssh-(?:rsa|ed25519) |-----BEGIN (?:PUBLIC KEY|CERTIFICATE))/.test(
    value.trim(),
  );
}

/** True for text that looks like it came from a random generator: long, mixed, no words. */
export function looksRandom(value: string): boolean {
  if (value.length < 20 || value.length > 500 || /\s|\/\/|^[\w-]+(?:[./:][\w-]+)+$/.test(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/].filter((pattern) => pattern.test(value)).length;
  return classes >= 2 && entropyOf(value) > 3.6;
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
