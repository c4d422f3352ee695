/** Whether Kamal would load a configuration. */
import type { Place, SourceText } from "../../../source/source-text.ts";
import type { RenderedErb } from "../../erb/render-erb.ts";
import type { YamlMap, YamlNode } from "../../yaml/yaml-node.ts";
import type { YamlTrouble } from "../../yaml/yaml-trouble.ts";
import type { KamalConfiguration } from "../configuration.ts";
import type { KamalFile } from "../kamal-file.ts";
import { symbolized } from "../merge.ts";
import type { RenderedYaml } from "../read-rendered-yaml.ts";
import { type KamalMajor, type KamalVersion, LATEST } from "../version/kamal-version.ts";
import { doubtsAbout } from "./doubts.ts";
import { load } from "./load.ts";
import type { Doubts, Loading } from "./loading.ts";
import { Rejected, type Rejection } from "./rejection.ts";

/** What a configuration is judged by. */
export interface Judging {
  /** The release; the newest one of the major version unless it is known better. */
  readonly version: KamalVersion | KamalMajor;
  /** As given to `-d`. */
  readonly destination?: string | undefined;
  /** The rendered files; without them, no value counts as decided by Ruby in part. */
  readonly rendered?: readonly RenderedErb[];
}

/** Kamal's verdict over an effective configuration; undefined when it would be accepted. */
export function rejectionOf(
  configuration: KamalConfiguration,
  version: KamalVersion | KamalMajor,
): Rejection | undefined {
  return rejectionsOf(configuration, version, { atMost: 1 })[0];
}

/** The same for a root map; base and destination are merged already. */
export function rejectionOfRoot(root: YamlMap, judging: Judging): Rejection | undefined {
  return firstRejection(loadingOf(root, judging, doubtsAbout(judging.rendered ?? [])));
}

/** The same for one file as it was read, which may not even be a map. */
export function rejectionOfFile(
  source: SourceText,
  read: RenderedYaml | YamlTrouble,
  judging: Omit<Judging, "rendered">,
): Rejection | undefined {
  if (!("rendered" in read)) return unreadable("yaml", `the file ${read.reason}`, source, read.span);
  const { root, rendered } = read;
  if (root?.kind === "map") return rejectionOfRoot(root, { ...judging, rendered: [rendered] });
  if (root && doubtsAbout([rendered]).mayHoldMore) return undefined;
  return unreadable("crash", notAMap(root), source, root?.span ?? { start: 0, end: 0 });
}

/** How far to go, and what to take for granted. */
export interface Asking {
  readonly atMost?: number;
  /** True when another file may add to the configuration, so that nothing counts as missing. */
  readonly isPartial?: boolean;
  /** True to say nothing about values that an environment variable may change. */
  readonly distrustsFallbacks?: boolean;
}

/**
 * What Kamal would say one after the other when each mistake is put right, the first as it says it now. Goes on only where one
 * mistake does not hide what the next check needs to know.
 */
export function rejectionsOf(
  configuration: KamalConfiguration,
  version: KamalVersion | KamalMajor,
  { atMost = MAX_REJECTIONS, isPartial = false, distrustsFallbacks = false }: Asking = {},
): Rejection[] {
  const { files, root } = configuration;
  const empty = files.find(isEmpty);
  if (empty) return [emptyFile(empty)];
  const doubts = doubtsAbout(files.map((file) => file.rendered));
  const passedOver = new Set<YamlNode>();
  const destination = configuration.destination ?? (isPartial ? "" : undefined);
  const loading = loadingOf(
    root,
    { version, destination },
    { ...doubts, mayHoldMore: doubts.mayHoldMore || isPartial, distrustsFallbacks, passedOver },
  );
  const found: Rejection[] = [];
  while (found.length < atMost) {
    const rejection = firstRejection(loading);
    if (!rejection) break;
    found.push(rejection);
    const blamed = nodesOf(rejection);
    if (blamed.length === 0 || blamed.every((node) => passedOver.has(node))) break;
    for (const node of blamed) passedOver.add(node);
  }
  return found;
}

/** More mistakes than these nobody wants to read about at a time. */
const MAX_REJECTIONS = 10;

/** The nodes that a next round passes over; none when going on would only guess. */
function nodesOf({ at, fault, unknownKeys }: Rejection): readonly YamlNode[] {
  if (unknownKeys) return unknownKeys;
  const goesOn = fault === "type" || fault === "value";
  return goesOn && isNode(at) ? [at] : [];
}

function isNode(place: Place): place is YamlNode {
  return "kind" in place;
}

/** A file with nothing but comments and blanks: Kamal can't even merge it. */
function isEmpty({ root, rendered }: KamalFile): boolean {
  return root.entries.length === 0 && root.span.end === 0 && !rendered.tags.some(({ leftOut }) => leftOut);
}

function emptyFile({ source }: KamalFile): Rejection {
  const { text } = source;
  const start = text.length - text.trimStart().length;
  const lineEnd = text.indexOf("\n", start);
  return unreadable("crash", notAMap(undefined), source, { start, end: lineEnd < 0 ? text.length : lineEnd });
}

function notAMap(root: YamlNode | undefined): string {
  if (root === undefined) return "the file has no content";
  return root.kind === "list"
    ? "the file is a list, not a map of settings"
    : "the file is a single value, not a map of settings";
}

function unreadable(
  kind: "yaml" | "crash",
  message: string,
  source: SourceText,
  span: Rejection["at"]["span"],
): Rejection {
  return { kind, message, at: { source, span, anchor: "" }, fault: "unreadable", context: "" };
}

function loadingOf(root: YamlMap, { version, destination }: Judging, doubts: Doubts): Loading {
  const release = typeof version === "number" ? LATEST[version] : version;
  return { root: symbolized(root), version: release, destination, doubts };
}

function firstRejection(loading: Loading): Rejection | undefined {
  try {
    load(loading);
    return undefined;
  } catch (error) {
    if (error instanceof Rejected) return error.rejection;
    throw error;
  }
}
