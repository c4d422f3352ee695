/** Values that a secret's name announces, and that say about the secret instead of being it. */
import { goesOnAfterSecret } from "./secret-names.ts";
import { looksRandom, natureOf } from "./secret-values.ts";

/** `salt.acme.io`, `kv-v2`, `6.hours`, `Ask the team`, `CAPRI`: words and numbers. */
const WORDS =
  /^[a-z]{1,40}$|^[A-Z]{2,12}$|^_?[a-z\d]{1,40}(?:[-_.@ ](?:[a-z]{1,40}\d{0,3}|\d{1,8})){1,8}$|^[A-Za-z]{1,40}(?:[-_.@ /:][A-Za-z]{1,40}){1,8}$/;

/** True for words under a name that goes on after the word for a secret: `SALT_MASTER: salt.acme.io`. */
export function isSettingOfSecret(name: string, text: string): boolean {
  return goesOnAfterSecret(name) && !looksRandom(text) && WORDS.test(text);
}

/** Keys and tokens come from generators: a plain word under such a name stands for one. */
export function isWordForKey(name: string, text: string): boolean {
  return /(?:KEY|TOKEN)$/i.test(name) && /^[a-z]{2,12}$/.test(text) && natureOf(text) === "literal";
}
