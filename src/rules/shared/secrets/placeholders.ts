/** What people write where a value is still to come, or where it does not matter. */

/** Shapes that no value has: `<token>`, `[TOKEN]`, `__TOKEN__`, `****`, `...`, `xxxx`, `00000000`, `whsec_`. */
const SHAPE =
  /^(?:<.*>|\[[^"']*\]|\{[^"']*\}|__.*__|%.*%|\*+|-+|_+)$|x{4,}|\*{3,}|\.{3}|…|•{3,}|0{8,}|x{3,}$|^x{3}|^[a-z]{2,10}_$/i;

/** Phrases that are instructions wherever they stand. */
const PHRASE =
  /change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|it|with)|fill[-_ ]?(?:me|this|in)|placeholder|redacted|dummy|example|insert[-_ ]|asecret|to[-_ ]?be[-_ ]|not[-_ ]?(?:a[-_ ]?)?(?:real|set|used)|(?:^|[-_ ])goes?[-_ ]here/i;

/** First words of phrases; `my` and the like only before a word for a secret, since `my-dog-rex` is a password. */
const BEGINNING =
  /^(?:(?:your?|enter|add|put|paste|generate|generated|todo|tbd|fixme|fake|sample|unset|undefined)(?:[-_ ]|$)|(?:my|the|an?|some|our)[-_ ](?:[a-z]+[-_ ])*(?:pass(?:word|phrase)?|secret|token|key)$)/i;

/** Keys and tokens come from generators: `production_azure_key` only says what belongs there. */
const DESCRIPTION = /^(?:[a-z]{2,20}[-_ ]){1,6}(?:key|token)$/i;

/** Counting and the alphabet make up samples, not keys. */
const SEQUENCE = /abcdefgh|12345678|01234567|deadbeef|(?:^|[^a-z])(?:foobar|lorem)/i;

/** True for text that stands for a value. */
export function isPlaceholder(value: string): boolean {
  return [SHAPE, PHRASE, BEGINNING, DESCRIPTION].some((form) => form.test(value)) || isHereOrName(value);
}

/** True for a token of a provider's format whose random part was typed by hand. */
export function isSampleToken(token: string): boolean {
  if (isPlaceholder(token) || SEQUENCE.test(token)) return true;
  const random = token.replace(/^.*[_.:-](?=\w{12})/s, "");
  return new Set(random).size < Math.min(8, random.length / 2);
}

/** `api-token-here`, or the name of the variable that should be referred to: `DOCKERHUB_TOKEN`. */
function isHereOrName(value: string): boolean {
  if (/[-_ ]here$/i.test(value)) return true;
  return (
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value) &&
    /(?:^|_)(?:PASS(?:WORD|WD)?|PWD|TOKEN|SECRET|KEY|BASE|DSN)(?:_|$)/.test(value)
  );
}
