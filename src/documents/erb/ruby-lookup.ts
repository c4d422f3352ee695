/**
 * The few Ruby expressions whose value is plain without running anything: literals and environment lookups.
 * Everything else stays unknown.
 */

/** What an output tag is known to print. */
export type RubyLookup = (
  | /** A string or number literal. */
  { readonly kind: "literal"; readonly text: string }
  /** `ENV["NAME"]`, `ENV.fetch("NAME", "fallback")` and the like; `fallback` is what an unset variable gives. */
  | { readonly kind: "environment"; readonly name: string; readonly fallback: string | undefined }
) & {
  /** The variable of the file's Ruby that it comes from. */
  readonly variable?: string;
};

const STRING = String.raw`"((?:[^"\\#]|#(?!\{)|\\[^\n])*)"|'((?:[^'\\]|\\[^\n])*)'`;
/** Numbers that Ruby prints as they are written: no octals, no zeros at the end. */
const NUMBER = String.raw`-?(?:0|[1-9]\d{0,14})(?:\.(?:0|\d{0,8}[1-9]))?`;
const SCALAR = `(?:${STRING}|(${NUMBER}|true|false|nil))`;
const NAME = String.raw`(?:"([A-Za-z_]\w*)"|'([A-Za-z_]\w*)')`;

const LITERAL = new RegExp(`^${SCALAR}$`);
const INDEXED = new RegExp(String.raw`^ENV\s*\[\s*${NAME}\s*\](?:\s*(?:\|\||\bor\b)\s*${SCALAR})?$`);
const FETCHED = new RegExp(
  String.raw`^ENV\.fetch\s*\(?\s*${NAME}\s*(?:,\s*${SCALAR}\s*)?\)?\s*(?:\{\s*${SCALAR}\s*\})?$`,
);

const STRINGS = new RegExp(STRING, "g");
const JOINED = new RegExp(String.raw`^(?:${STRING})(?:\s*(?:\+|<<)?\s*(?:${STRING}))+$`);
const LISTED = new RegExp(
  String.raw`^\[\s*(?:${STRING})(?:\s*,\s*(?:${STRING}))*\s*\]\.join(?:\((?:${STRING})\))?$`,
);
const DECODED = new RegExp(String.raw`^Base64\.(?:strict_|urlsafe_)?decode64\s*\(?\s*(?:${STRING})\s*\)?$`);

/** Longer code is never a plain lookup; the bound keeps matching cheap. */
const MAX_LENGTH = 400;

/** Reads the code of an output tag; undefined means that only Ruby could tell. */
export function readLookup(code: string): RubyLookup | undefined {
  if (code.length > MAX_LENGTH) return undefined;
  const trimmed = plainly(code.trim());
  const literal = LITERAL.exec(trimmed);
  if (literal) return { kind: "literal", text: firstOf(literal.slice(1)) ?? "" };
  const composed = composedText(trimmed);
  if (composed !== undefined) return { kind: "literal", text: composed };
  const lookup = INDEXED.exec(trimmed) ?? FETCHED.exec(trimmed);
  if (!lookup) return undefined;
  const name = lookup[1] ?? lookup[2] ?? "";
  return { kind: "environment", name, fallback: firstOf(lookup.slice(3)) };
}

/** `"a#{"b"}"` is `"ab"`, `%q(ab)` is `'ab'`, and some methods give a text back as it is. */
function plainly(code: string): string {
  const text = code.replace(/(["')\]])\.(?:freeze|dup|to_s|strip|chomp|html_safe)$/, "$1");
  const quoted =
    /^%q?(?:\(([^()\\'"#]*)\)|\[([^[\]\\'"#]*)\]|\{([^{}\\'"#]*)\}|([|!])([^|!\\'"#]*)\4)$/i.exec(text);
  if (quoted) return `'${quoted[1] ?? quoted[2] ?? quoted[3] ?? quoted[5] ?? ""}'`;
  return text.startsWith('"') ? text.replace(/#\{\s*(?:"([^"\\#]*)"|'([^'\\"]*)')\s*\}/g, "$1$2") : text;
}

/** `%w[a b].join`, `"%s%s" % ["a", "b"]` */
const WORDS = /^%w(?:\[([^\]\\#]*)\]|\(([^)\\#]*)\))\.join(?:\(["']{2}\))?$/i;
const FORMAT = new RegExp(
  String.raw`^["']((?:%s|[^"'%\\#])*)["']\s*%\s*\[\s*((?:${STRING})(?:\s*,\s*(?:${STRING}))*)\s*\]$`,
);

/** Strings put together or decoded, which hides a literal from a reader without changing it. */
function composedText(code: string): string | undefined {
  const encoded = DECODED.exec(code);
  if (encoded) return printable(Buffer.from(firstOf(encoded.slice(1)) ?? "", "base64").toString("latin1"));
  if (JOINED.test(code)) return textsIn(code).join("");
  if (LISTED.test(code)) {
    const end = code.lastIndexOf("].join");
    return textsIn(code.slice(0, end)).join(textsIn(code.slice(end))[0] ?? "");
  }
  const words = WORDS.exec(code);
  if (words) return (words[1] ?? words[2] ?? "").split(/\s+/).join("");
  const [, form, values] = FORMAT.exec(code) ?? [];
  if (form === undefined || values === undefined) return undefined;
  const texts = textsIn(values);
  return form.split("%s").length === texts.length + 1
    ? form.split("%s").reduce((text, part, index) => `${text}${texts[index - 1] ?? ""}${part}`)
    : undefined;
}

/** The texts of the string literals in a piece of code. */
function textsIn(code: string): string[] {
  return [...code.matchAll(STRINGS)].map((match) => firstOf(match.slice(1)) ?? "");
}

/** What is decoded is text or nothing that a review could follow. */
function printable(text: string): string | undefined {
  return /^[ -~\n]+$/.test(text.trim()) ? text.trim() : undefined;
}

/** Of the groups of `SCALAR`, in threes: double quotes, single quotes, bare. `nil` prints nothing. */
function firstOf(groups: readonly (string | undefined)[]): string | undefined {
  const index = groups.findIndex((group) => group !== undefined);
  const group = groups[index];
  if (group === undefined) return undefined;
  if (index % 3 === 2) return group === "nil" ? "" : group;
  return index % 3 === 0 ? unescaped(group) : group.replace(/\\([\\'])/g, "$1");
}

const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))/gs;

/** Ruby's single-letter escapes; any other letter stands for itself. */
const LETTERS: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  e: "\u001b",
  f: "\f",
  n: "\n",
  r: "\r",
  s: " ",
  t: "\t",
  v: "\v",
};

/** A text in double quotes may bring line breaks along, and with them YAML of its own. */
function unescaped(text: string): string {
  return text.replace(ESCAPE, (_, long, short, hex, octal, letter) => {
    const code = long ?? short ?? hex;
    if (code !== undefined) return character(Number.parseInt(code, 16));
    return octal === undefined ? (LETTERS[letter] ?? letter) : character(Number.parseInt(octal, 8));
  });
}

function character(code: number): string {
  return code > 0x10ffff ? "" : String.fromCodePoint(code);
}
