/** Ruby's view of a value: its class, whether it counts as true, as blank. Undefined stands for nil. */
import type { YamlNode } from "../../yaml/yaml-node.ts";

/** The classes Kamal's validators speak of. */
export type RubyType = "string" | "integer" | "boolean" | "array" | "hash" | "symbol";

const STRINGISH: ReadonlySet<string> = new Set(["string", "symbol", "integer", "float", "boolean"]);

/** Kamal's `valid_type?`: "string" takes numbers, booleans and symbols as well. */
export function hasType(node: YamlNode | undefined, type: RubyType): boolean {
  if (node === undefined) return false;
  if (type === "array") return node.kind === "list";
  if (type === "hash") return node.kind === "map";
  if (node.kind !== "scalar") return false;
  return type === "string" ? STRINGISH.has(node.type) : node.type === type;
}

/** `value.is_a?(String)`. */
export function isString(node: YamlNode | undefined): boolean {
  return node?.kind === "scalar" && node.type === "string";
}

/** True for everything but nil and false. */
export function isTruthy(node: YamlNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.kind !== "scalar") return true;
  return node.type !== "null" && !(node.type === "boolean" && node.text === "false");
}

/** ActiveSupport's `blank?`. */
export function isBlank(node: YamlNode | undefined): boolean {
  if (!isTruthy(node) || node === undefined) return true;
  if (node.kind === "map") return node.entries.length === 0;
  if (node.kind === "list") return node.items.length === 0;
  return (node.type === "string" && node.text.trim() === "") || (node.type === "symbol" && node.text === "");
}

/** `value.to_s` of a scalar; collections have none that matters. */
export function textOf(node: YamlNode | undefined): string {
  return node?.kind === "scalar" ? node.text : "";
}

/** True when Ruby's `URI()` takes the text, as far as its characters decide that. */
export function isUri(text: string): boolean {
  return !/[^\x21-\x7e]|["<>\\^`{|}]/.test(text);
}

/** How Kamal's messages call a type. */
export function describeType(type: RubyType): string {
  return type === "integer" || type === "array" ? `an ${type}` : `a ${type}`;
}

/** `a == b` for values of the file; the order of a map's keys does not count. */
export function sameValue(a: YamlNode, b: YamlNode): boolean {
  if (a === b) return true;
  if (a.kind === "scalar") return b.kind === "scalar" && a.type === b.type && a.text === b.text;
  if (a.kind === "list") return b.kind === "list" && sameItems(a.items, b.items);
  if (b.kind !== "map" || a.entries.length !== b.entries.length) return false;
  const others = new Map(b.entries.map(({ key, value }) => [`${key.type} ${key.text}`, value]));
  return a.entries.every(({ key, value }) => {
    const other = others.get(`${key.type} ${key.text}`);
    return other !== undefined && sameValue(value, other);
  });
}

function sameItems(a: readonly YamlNode[], b: readonly YamlNode[]): boolean {
  return a.length === b.length && a.every((item, index) => sameValue(item, b[index] as YamlNode));
}
