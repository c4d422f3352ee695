/** The pieces of a command as Kamal puts them together: `argumentize`, `optionize`, and the joining by SSHKit. */
import {
  dump,
  isArray,
  isHash,
  isPresent,
  keyText,
  type RubyHash,
  type RubyValue,
  toArray,
  toText,
} from "./ruby-value.ts";

/** Majors of Kamal whose commands are known. */
export type Major = 1 | 2;

/** A piece of a command; nil pieces vanish. */
export type Word = string | null;

/** `docker …`: nil pieces are dropped, empty ones leave their blank. */
export function command(...words: readonly Word[]): string {
  return words.filter((word) => word !== null).join(" ");
}

/**
 * A value as a word in double quotes. `${NAME}` is left for the target's shell. Kamal 2 leaves text beyond ASCII outside of
 * the quotes, Kamal 1 writes it as `\u…`, and an empty value is two quotes in Kamal 1 and nothing at all in Kamal 2.
 */
export function escaped(value: RubyValue, major: Major): string {
  const text = toText(value);
  if (major === 1) return escapedPart(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  const parts = text.match(/[\u0000-\u007f]+|[^\u0000-\u007f]+/g) ?? [];
  return parts.map((part) => (part.charCodeAt(0) < 0x80 ? escapedPart(part) : part)).join("");
}

/** `{` without `}` behind a `$` makes no variable. The scan is linear: closing braces are looked up from the end. */
function escapedPart(text: string): string {
  const dumped = dump(text).replaceAll("`", "\\`");
  const lastClosing = dumped.lastIndexOf("}");
  return dumped.replace(/\$/g, (dollar, at: number) =>
    dumped[at + 1] === "{" && at + 1 < lastClosing ? dollar : "\\$",
  );
}

/** `--env A="b" --env C`, for each pair of a hash; a flag for each item of an array or for the one value. */
export function argumentize(flag: string, attributes: RubyValue, major: Major): Word[] {
  if (isHash(attributes)) {
    return [...attributes].flatMap(([key, value]) => [flag, pair(keyText(key), value, major)]);
  }
  return toArray(attributes).flatMap((item) =>
    isArray(item)
      ? [flag, pair(item[0] === undefined ? null : toText(item[0]), item[1] ?? null, major)]
      : [flag, item === null ? null : toText(item)],
  );
}

function pair(key: string | null, value: RubyValue, major: Major): Word {
  if (isPresent(value)) return `${key ?? ""}=${escaped(value, major)}`;
  return value === false && major === 2 ? `${key ?? ""}=false` : key;
}

/** `--flag "value"` for each pair, the flag repeated for each item of an array, alone for true. */
export function optionize(options: RubyHash, major: Major): Word[] {
  return flattened(options).flatMap(([key, value]) =>
    value === true ? [`--${key}`] : [`--${key}`, escaped(value, major)],
  );
}

/** `--flag="value"`. */
export function assignedOptions(options: RubyHash, major: Major): Word[] {
  return flattened(options).map(([key, value]) =>
    value === true ? `--${key}` : `--${key}=${escaped(value, major)}`,
  );
}

function flattened(options: RubyHash): (readonly [string, RubyValue])[] {
  return [...options].flatMap(([key, value]): (readonly [string, RubyValue])[] => {
    const name = keyText(key) ?? "";
    if (isArray(value)) return value.map((item) => [name, item] as const);
    if (isHash(value)) return [...value].map(([inner, item]) => [name, [keyText(inner), item]] as const);
    return [[name, value]];
  });
}

/** A hash of the pairs whose value is not nil. */
export function compactHash(pairs: Readonly<Record<string, RubyValue>>): RubyHash {
  return new Map(Object.entries(pairs).filter(([, value]) => value !== null));
}

/** `File.join`: one slash between the parts. */
export function joinPath(...parts: readonly string[]): string {
  return parts.reduce((path, part) => {
    if (part.startsWith("/")) return withoutTrailingSlashes(path) + part;
    return path.endsWith("/") ? path + part : `${path}/${part}`;
  });
}

/** `Pathname#dirname`. */
export function directoryOf(path: string): string {
  const trimmed = withoutTrailingSlashes(path);
  const slash = trimmed.lastIndexOf("/");
  if (slash < 0) return trimmed === "" && path !== "" ? "/" : ".";
  return withoutTrailingSlashes(trimmed.slice(0, slash)) || "/";
}

function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end--;
  return path.slice(0, end);
}

/** `compact.join(separator)`. */
export function joined(parts: readonly RubyValue[], separator: string): string {
  return parts
    .filter((part) => part !== null)
    .map(toText)
    .join(separator);
}
