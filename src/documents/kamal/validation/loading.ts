/** What is known while a configuration is checked, and what must stay undecided. */
import type { Place } from "../../../source/source-text.ts";
import type { RenderedTag } from "../../erb/render-erb.ts";
import {
  isKnown,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../../yaml/yaml-node.ts";
import type { KamalVersion } from "../version/kamal-version.ts";
import { type Fault, Rejected, type Rejection, type RejectionKind } from "./rejection.ts";

/** See the module comment. */
export interface Loading {
  readonly root: YamlMap;
  readonly version: KamalVersion;
  readonly destination: string | undefined;
  readonly doubts: Doubts;
}

/** Ruby decides parts of a file; nothing may be concluded from those. */
export interface Doubts {
  /** True when Ruby inserted text whose content is unknown, so that something that seems absent may be there. */
  readonly mayHoldMore: boolean;
  /** True for what is written inside a branch or a loop of Ruby. */
  isConditional(place: Place): boolean;
  /** True when a lookup's fallback says nothing, since the environment of the deployment is not known. */
  readonly distrustsFallbacks?: boolean;
  /** Nodes to be passed over as if they were unknown. */
  readonly passedOver: ReadonlySet<YamlNode>;
}

/** A file without Ruby. */
export const NO_DOUBTS: Doubts = {
  mayHoldMore: false,
  isConditional: () => false,
  passedOver: new Set(),
};

/** True when only Ruby knows the value, or when it is an object that is never built here. */
export function isUnknown(node: YamlNode | undefined, { doubts }: Loading): boolean {
  if (node === undefined) return false;
  if (doubts.passedOver.has(node)) return true;
  if (node.kind !== "scalar") return node.tag !== undefined && OBJECT_TAG.test(node.tag);
  if (node.type === "object" || !isKnown(node) || isLeftToRuby(node)) return true;
  return doubts.distrustsFallbacks === true && node.tags.some(isFallback);
}

/** Kamal itself sets the variable that names the destination. */
function isFallback({ lookup }: RenderedTag): boolean {
  return lookup?.kind === "environment" && lookup.name !== "KAMAL_DESTINATION";
}

const MAX_COMMENT = 400;
const TAG_FOLLOWS = /^["']?\s*:\s*(?:#[^\n]*\s*)?<%/;

/** A key with nothing after it but a tag of Ruby, which may print what belongs there. */
function isLeftToRuby({ type, source, span }: YamlScalar): boolean {
  if (type !== "null" || !source.text.includes("<%")) return false;
  return TAG_FOLLOWS.test(source.text.slice(span.end, span.end + MAX_COMMENT));
}

/** Ruby builds something else of a collection with such a tag than a map or a list. */
const OBJECT_TAG = /^!ruby\/(?:object|struct|exception|range|class|module)/;

/** True when the value stands in every run of the file's Ruby, and is known. */
export function isCertain(node: YamlNode | undefined, loading: Loading): boolean {
  return node === undefined || (!isUnknown(node, loading) && !loading.doubts.isConditional(node));
}

/** True when a key of the map is decided by Ruby, so that any key may be there. */
export function hasUnknownKeys(map: YamlMap, loading: Loading): boolean {
  return loading.doubts.mayHoldMore || map.entries.some(({ key }) => isUnknown(key, loading));
}

/** Where Kamal is while it checks: "servers/web/env". */
export function inside(context: string, name: string): string {
  if (context === "") return name;
  return name.trim() === "" ? context : `${context}/${name}`;
}

/** The same for a key of the author's; one that Ruby reads as nil or false leaves no trace. */
export function insideKey(context: string, { type, text }: YamlScalar): string {
  const isFalse = type === "null" || (type === "boolean" && text === "false");
  return isFalse ? context : inside(context, text);
}

/** Ends the loading with one of Kamal's configuration errors. */
export function refuse(
  context: string,
  text: string,
  at: Place,
  fault: Fault,
  more: Pick<Rejection, "unknownKeys" | "map" | "section"> = {},
): never {
  const message = context.trim() === "" ? text : `${context}: ${text}`;
  throw new Rejected({ kind: "config", message, at, fault, context, ...more });
}

/** Ends the loading with another kind of error. */
export function stop(kind: RejectionKind, message: string, at: Place, fault: Fault, context = ""): never {
  throw new Rejected({ kind, message, at, fault, context });
}

/** The pair of a key that is text. Below the root, Kamal never looks for symbols. */
export function entryNamed(map: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (map?.kind !== "map") return undefined;
  return map.entries.find((entry) => entry.key.type === "string" && entry.key.text === key);
}

/** The value of a key that is text. */
export function valueNamed(map: YamlNode | undefined, key: string): YamlNode | undefined {
  return entryNamed(map, key)?.value;
}

/** Where to point for something that is absent from a map: its first key. */
export function placeIn(map: YamlMap): Place {
  return map.entries[0]?.key ?? map;
}
