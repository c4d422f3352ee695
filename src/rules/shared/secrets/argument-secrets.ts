/** Secrets that a command line spells out: values of flags, of `NAME=value`, of headers. */
import { holdsCredential } from "./credential-headers.ts";
import { isSecretName } from "./secret-names.ts";
import { isSettingOfSecret } from "./secret-settings.ts";
import { isComputed, isPublicKeyValue, looksRandom, natureOf, withoutVariable } from "./secret-values.ts";

/** One of them. */
export interface ArgumentSecret {
  /** The flag or name, e.g. "--requirepass". */
  readonly what: string;
  readonly value: string;
}

/** What a line is cut to; nobody writes longer ones, and every pattern sees it once. */
const LONGEST = 20_000;

const VALUE = String.raw`(?:\\?"(?<double>[^"\\]{1,500})\\?"|'(?<single>[^']{1,500})'|(?<plain>[^\s"'\\;|&<>(),]{1,500}))`;
const START = String.raw`(?<=^|[\s"'=(;,])`;

/** A flag without a value doesn't take the next flag for one. */
const FLAG = new RegExp(String.raw`${START}(?<what>--?[A-Za-z][\w.-]{2,60})(?:=|[ \t]+(?!-))${VALUE}`, "g");
/** Also in the query of an address. */
const ASSIGNED = new RegExp(String.raw`(?<=^|[\s"'=(;,?&])(?<what>[A-Za-z_][\w.-]{2,60})=${VALUE}`, "g");
const HEADER =
  /\b(?<what>Authorization(?::[ \t]{0,3}|=)(?:Bearer|Basic|token))(?: |%20)(?<plain>[\w.~+/=-]{8,500})/gi;

/** `-H 'X-Api-Key: text'` */
const GIVEN_HEADER =
  /(?:-H|--header)[ \t=]{0,3}\\?["']?(?<what>[A-Za-z][\w-]{2,60}):[ \t]{0,3}(?:(?:Bearer|Basic|Token)[ \t]{1,3})?(?<plain>[^\s"'\\]{8,500})/gi;

/** `<password>text</password>` */
const ELEMENT = /<(?<what>[A-Za-z][\w.-]{2,60})>(?<plain>[^<>\s]{1,500})<\//g;

/** `{"password": "text"}`, with or without backslashes before its quotes. */
const MEMBER = /\\?"(?<what>[A-Za-z_][\w.-]{2,60})\\?"[ \t]{0,5}:[ \t]{0,5}\\?"(?<plain>[^"\\]{1,500})\\?"/g;

/** `requirepass text`, as a line of Redis' configuration */
const DIRECTIVE = /(?<=^|[\s"'])(?<what>requirepass|masterauth)[ \t]{1,5}(?<plain>[^\s"'\\;|&<>()]{1,200})/g;

/** Short flags that are passwords only for the programs before them. */
const OF_PROGRAMS: readonly RegExp[] = [
  /\bsshpass[ \t]{1,5}(?<what>-p)[ \t]{0,3}(?:'(?<single>[^']{1,200})'|(?<plain>[^\s"']{1,200}))/g,
  /\b(?:redis|valkey|keydb)-cli\b[^|;&\n]{0,200}?[ \t](?<what>-a)[ \t]{1,5}(?:'(?<single>[^']{1,200})'|(?<plain>[^\s"']{1,200}))/g,
  /\b(?:mysql|mysqladmin|mysqldump|mariadb)\b[^|;&\n]{0,200}?[ \t](?<what>-p)(?:'(?<single>[^']{1,200})'|(?<plain>[^\s"']{1,200}))/g,
  /\bmongo(?:sh|dump|restore)?\b[^|;&\n]{0,200}?[ \t](?<what>-p)[ \t]{1,5}(?:'(?<single>[^']{1,200})'|(?<plain>[^\s"']{1,200}))/g,
  /\bcurl\b[^|;&\n]{0,300}?[ \t](?<what>-u|--user)[ \t]{1,5}["']?[\w.@-]{1,60}:(?<plain>[^\s"']{3,200})/g,
];

/** Names written as one word by the programs that have them. */
const PASSWORD_FLAG = /^(?:requirepass|masterauth|auth-pass|rootpass|userpass|adminpass|basic-auth)$/i;

/** Flags that take many things; what comes from a generator is a key. */
const FLAG_OF_KEYS = /^--?(?:session|encrypt|key|authtoken|auth)$/i;

/** First and last words that make a flag a question, a choice or the address of a secret. */
const NO_VALUE =
  /^(?:no|include|show|ask|prompt|reset|change|with|without|use|allow|skip|require|generate)-|-(?:stdin|file|path|prompt|env|fd|command)$/i;

/** What every pattern needs, and few commands have. */
const MAY_SPELL_OUT = /[=<]|"[ \t]{0,5}:|(?:^|[\s"'(;,])-|authorization:|requirepass|masterauth/i;

/** All of them, in no particular order. What is a reference, a placeholder or harmless is not among them. */
export function argumentSecrets(text: string): ArgumentSecret[] {
  const line = text.slice(0, LONGEST);
  if (!MAY_SPELL_OUT.test(line)) return [];
  const named = [FLAG, ASSIGNED, MEMBER, ELEMENT].flatMap((pattern) =>
    found(line, pattern).filter(({ what }) => isSecretFlag(what)),
  );
  const secretKey = named.some(({ what }) => /secret-?key$/i.test(what));
  const headers = found(line, GIVEN_HEADER).filter(({ what }) => holdsCredential(what));
  const sessions = found(line, FLAG).filter(
    ({ what, value }) => FLAG_OF_KEYS.test(what) && looksRandom(value.replace(/=+$/, "")),
  );
  const others = [HEADER, DIRECTIVE, ...OF_PROGRAMS].flatMap((pattern) => found(line, pattern));
  const values = new Set<string>();
  return [...named, ...headers, ...sessions, ...others].filter(({ what, value }) => {
    if (isNameOnly(what, value)) return false;
    if (secretKey && /^-*access-?key$/i.test(what)) return false; // the half of the pair that is no secret
    const isNew = !values.has(value);
    values.add(value);
    return isNew && isLiteral(value);
  });
}

/** `--secret=smtp-password` names one; `password.encoder=bcrypt` is a setting of one. */
function isNameOnly(what: string, value: string): boolean {
  if (/^--?secret$/i.test(what) && /^[a-z\d]+(?:[-_./][a-z\d]+)+$/i.test(value)) return !looksRandom(value);
  return isSettingOfSecret(what, value);
}

function found(line: string, pattern: RegExp): ArgumentSecret[] {
  return [...line.matchAll(pattern)].flatMap(({ groups = {} }) => {
    const value = groups.double ?? groups.single ?? groups.plain ?? "";
    const one = { what: groups.what ?? "", value: withoutVariable(value) };
    // `--reuse "mysql --password=text"`: the value is a command with flags of its own
    return /\s-/.test(value) ? [one, ...found(value, pattern)] : [one];
  });
}

function isSecretFlag(what: string): boolean {
  const name = what.replace(/^-+/, "");
  if (NO_VALUE.test(name)) return false;
  return PASSWORD_FLAG.test(name) || isSecretName(name);
}

/** The next flag is no value, nor is `id=NAME,src=…`, which says where Docker finds one. */
function isLiteral(value: string): boolean {
  if (/^-|^id=|^@|^\/|\$$/.test(value) || isComputed(value)) return false;
  return natureOf(value) === "literal" && !isPublicKeyValue(value);
}
