/** Texts in scripts whose names announce a secret: whether they are one. */
import type { Place } from "../../../source/source-text.ts";
import { isPublicKeyValue, looksRandom, natureOf } from "./secret-values.ts";

/** A text and what it is called. */
export interface NamedText {
  readonly at: Place;
  readonly name: string;
  readonly value: string;
}

/** Text that is no secret for all its name: a result, a colour, the path of a secret. */
const NO_SECRET =
  /^(?:ok|pass(?:ed)?|fail(?:ed|ure)?|error|success|unknown|default|ask|prompt|stdin|keychain|hidden|production|staging|development|test)$|\\|[^\x20-\x7e]|^\W*$|^[\w-]+(?:\/[\w-]+)+$/i;

/** True for a value that is the secret that its name announces. `name` may stand between backticks. */
export function isCredential(name: string, value: string): boolean {
  if (value.length < 4 || /\s/.test(value.trim()) || isPublicKeyValue(value)) return false;
  if (NO_SECRET.test(value) && !looksRandom(value)) return false;
  if (/SECRETS?`$/.test(name) && !looksRandom(value) && /^[\w./-]+$/.test(value) && /[_/.-]/.test(value))
    return false;
  return natureOf(value) === "literal";
}

/** `known-credential-pattern` speaks of those. */
export function isRailsKey(name: string, value: string): boolean {
  return (
    /RAILS_MASTER_KEY|SECRET_KEY_BASE/.test(name) &&
    /^(?:[0-9a-f]{32}|[0-9a-f]{64}|[0-9a-f]{128})$/.test(value)
  );
}

/** What databases of tests and laptops are given. */
export function isWeak(value: string): boolean {
  return /^(?:(?:admin|root|user|test|demo)[-_]?)?(?:pass(?:word|wd)?|secret|test|root|admin|postgres|mysql|redis|rails|user|app|dev|local)\d{0,4}!?$/i.test(
    value,
  );
}
