/** The effective configuration as the Ruby values Kamal computes with, and the few methods it calls on them. */
import { UNKNOWN_OUTPUT } from "../../erb/render-erb.ts";
import { isKnown, type YamlMap, type YamlNode, type YamlScalar } from "../../yaml/yaml-node.ts";
import type { PlanWording } from "./wording.ts";

/** nil, true, false, String, any other scalar, Array, Hash. */
export type RubyValue = null | boolean | string | RubyScalar | readonly RubyValue[] | RubyHash;

/** A number, symbol, date or time: `text` is what `to_s` gives. */
export interface RubyScalar {
  readonly type: YamlScalar["type"];
  readonly text: string;
}

/** Keys that are no strings are kept apart from strings of the same text; `keyText` gives the text. */
export type RubyHash = ReadonlyMap<string, RubyValue>;

/** Starts a key that is no string. */
const OTHER_KEY = "\u0000";

/** Converts a node; maps, lists and scalars keep their order and type. */
function rubyValue(node: YamlNode, wording: PlanWording): RubyValue {
  if (node.kind === "list") return node.items.map((item) => rubyValue(item, wording));
  return node.kind === "map" ? rubyHash(node, wording) : scalarValue(node, wording);
}

/** Converts a map. */
function rubyHash(map: YamlMap, wording: PlanWording): RubyHash {
  return new Map(map.entries.map(({ key, value }) => [hashKey(key, wording), rubyValue(value, wording)]));
}

/** The root's keys become symbols, so that a string and a symbol are the same key there. */
export function rootHash(map: YamlMap, wording: PlanWording): RubyHash {
  return new Map(map.entries.map(({ key, value }) => [key.text, rubyValue(value, wording)]));
}

function hashKey(key: YamlScalar, wording: PlanWording): string {
  const text = shownText(key, wording);
  return key.type === "string" ? text : `${OTHER_KEY}${key.type}${OTHER_KEY}${text}`;
}

/** `to_s` of a key; null for a nil key. */
export function keyText(key: string): string | null {
  if (!key.startsWith(OTHER_KEY)) return key;
  const [, type, text = ""] = key.split(OTHER_KEY);
  return type === "null" ? null : text;
}

function scalarValue(scalar: YamlScalar, wording: PlanWording): RubyValue {
  if (scalar.type === "null") return null;
  if (scalar.type === "boolean") return scalar.text === "true";
  const text = shownText(scalar, wording);
  return scalar.type === "string" ? text : { type: scalar.type, text };
}

/** The text of a scalar with its unknown parts worded. */
function shownText(scalar: YamlScalar, wording: PlanWording): string {
  const written = wording.written(scalar);
  if (written !== undefined) return written;
  if (isKnown(scalar)) return scalar.text;
  const unknown = scalar.tags.filter(({ known }) => !known);
  let next = 0;
  return scalar.text.replaceAll(UNKNOWN_OUTPUT, (placeholder) => {
    const tag = unknown[next++];
    return tag ? wording.unknown(tag, scalar.source) : placeholder;
  });
}

/** True for a Hash. */
export function isHash(value: RubyValue | undefined): value is RubyHash {
  return value instanceof Map;
}

/** True for an Array. */
export function isArray(value: RubyValue | undefined): value is readonly RubyValue[] {
  return Array.isArray(value);
}

/** `hash[key]`, nil when it is absent or there is no hash. */
export function at(value: RubyValue | undefined, ...keys: readonly string[]): RubyValue {
  return keys.reduce<RubyValue>(
    (found, key) => (isHash(found) ? (found.get(key) ?? null) : null),
    value ?? null,
  );
}

/** `hash.fetch(key, fallback)`: a nil that is written is no reason for the fallback. */
export function fetch(value: RubyValue | undefined, key: string, fallback: RubyValue): RubyValue {
  return isHash(value) && value.has(key) ? (value.get(key) ?? null) : fallback;
}

/** What counts as true in a condition. */
export function isTruthy(value: RubyValue | undefined): boolean {
  return value !== null && value !== undefined && value !== false;
}

/** `value || fallback`. */
export function or(value: RubyValue, fallback: RubyValue): RubyValue {
  return isTruthy(value) ? value : fallback;
}

/** ActiveSupport's `present?`. */
export function isPresent(value: RubyValue | undefined): boolean {
  if (value === null || value === undefined || value === false) return false;
  if (value === true) return true;
  if (typeof value === "string") return /[^\s\u0085]/u.test(value);
  if (isArray(value)) return value.length > 0;
  if (isHash(value)) return value.size > 0;
  return value.type !== "symbol" || value.text !== "";
}

/** `to_s`. */
export function toText(value: RubyValue): string {
  if (value === null) return "";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return value;
  return isArray(value) || isHash(value) ? inspect(value) : value.text;
}

/** `Array(value)` of anything but a Hash. */
export function toArray(value: RubyValue): readonly RubyValue[] {
  if (value === null) return [];
  return isArray(value) ? value : [value];
}

/** `inspect` as Ruby 3.1 prints it: what `to_s` of a collection gives. */
export function inspect(value: RubyValue): string {
  if (value === null) return "nil";
  if (typeof value === "string") return quoted(value, false);
  if (isArray(value)) return `[${value.map(inspect).join(", ")}]`;
  if (isHash(value)) {
    const pairs = [...value].map(([key, item]) => `${inspect(keyText(key))}=>${inspect(item)}`);
    return `{${pairs.join(", ")}}`;
  }
  if (typeof value === "boolean") return String(value);
  return value.type === "symbol" ? `:${value.text}` : value.text;
}

/** ActiveSupport's `deep_merge`: hashes merge key by key, everything else is replaced. */
export function deepMerged(base: RubyHash, over: RubyHash): RubyHash {
  const merged = new Map(base);
  for (const [key, value] of over) {
    const before = merged.get(key);
    merged.set(key, isHash(before) && isHash(value) ? deepMerged(before, value) : value);
  }
  return merged;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  "\f": "\\f",
  "\v": "\\v",
  "\b": "\\b",
  "\u0007": "\\a",
  "\u001b": "\\e",
};

/** `String#dump`: a double-quoted literal of ASCII. */
export function dump(text: string): string {
  return quoted(text, true);
}

/** `dump`, or `inspect`, which leaves printable characters beyond ASCII as they are. */
function quoted(text: string, asciiOnly: boolean): string {
  const escaped = text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be escaped
    /["\\\u0000-\u001f\u007f]|#(?=[${@])|[^\u0000-\u007f]/gu,
    (character) => {
      if (character === "#") return "\\#";
      const code = character.codePointAt(0) ?? 0;
      if (code > 0x7f) return asciiOnly ? beyondAscii(code) : character;
      return ESCAPES[character] ?? `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`;
    },
  );
  return `"${escaped}"`;
}

function beyondAscii(code: number): string {
  const digits = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, "0")}`;
}
