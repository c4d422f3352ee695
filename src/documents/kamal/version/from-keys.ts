/** Keys of a configuration that only one major version of Kamal knows. */

import { onceFor } from "../../../source/once-for.ts";
import {
  entriesOf,
  entryOf,
  get,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from "../../yaml/yaml-node.ts";
import { ACCESSORY, PROXY, ROLE, SECTIONS } from "../schema/parts.ts";
import { ROOT_SECTION } from "../schema/root.ts";
import { type Section, type Setting, settingsOf } from "../schema/shape.ts";
import { majorOf, type VersionEvidence } from "./evidence.ts";
import { type KamalMajor, type KamalVersion, knownRelease, parseVersion } from "./kamal-version.ts";

/** The traces that keys leave, in the order of the file. */
export const evidenceInKeys: (root: YamlMap) => readonly VersionEvidence[] = onceFor(readEvidence);

function readEvidence(root: YamlMap): VersionEvidence[] {
  return [...telling(root, ROOT_SECTION, ""), ...inParts(root), ...minimumVersion(root)];
}

function* inParts(root: YamlMap): Generator<VersionEvidence> {
  for (const name of ["builder", "ssh", "sshkit", "boot"] as const) {
    yield* telling(get(root, name), SECTIONS[name] ?? {}, `${name}.`);
  }
  yield* telling(get(root, "proxy"), PROXY, "proxy.");
  for (const { key, value } of entriesOf(get(root, "servers")))
    yield* telling(value, ROLE, `servers.${key.text}.`);
  for (const { key, value } of entriesOf(get(root, "accessories"))) {
    yield* telling(value, ACCESSORY, `accessories.${key.text}.`);
  }
}

function* telling(node: YamlNode | undefined, section: Section, path: string): Generator<VersionEvidence> {
  for (const entry of entriesOf(node)) {
    const setting = settingFor(entry, settingsOf(section, entry.key.text));
    const trace = setting && traceOf(setting, entry, `${path}${entry.key.text}`);
    if (trace) yield trace;
  }
}

/** Where a key changed its form between the majors, the form of the value decides. */
function settingFor({ value }: YamlEntry, settings: readonly Setting[]): Setting | undefined {
  if (settings.length < 2) return settings[0];
  const wanted = value.kind === "map";
  const fitting = settings.filter(({ shape }) => (shape.kind === "section") === wanted);
  return fitting.length === 1 ? fitting[0] : undefined;
}

const FIRST_OF_2: KamalVersion = { major: 2, minor: 0, patch: 0 };

function traceOf({ since, until }: Setting, { key }: YamlEntry, path: string): VersionEvidence | undefined {
  if (until === "2.0.0") return trace(1, undefined, key, `\`${path}\` is a key of Kamal 1`);
  const from = since === undefined ? undefined : knownRelease(since);
  if (from?.major !== FIRST_OF_2.major) return undefined;
  const release = since === "2.0.0" ? "Kamal 2" : `Kamal ${since}`;
  return trace(2, from, key, `\`${path}\` is a key of ${release}`);
}

function trace(
  major: KamalMajor,
  version: KamalVersion | undefined,
  at: VersionEvidence["at"],
  because: string,
): VersionEvidence {
  return { kind: "key", major, version, at, because };
}

/** A minimum of 1.x is met by Kamal 2 as well, so it tells nothing. */
function minimumVersion(root: YamlMap): VersionEvidence[] {
  const value = entryOf(root, "minimum_version")?.value;
  const version = value?.kind === "scalar" ? parseVersion(value.text) : undefined;
  if (!value || !version || version.major < 2) return [];
  const because = `\`minimum_version\` asks for Kamal ${value.kind === "scalar" ? value.text : ""}`;
  return [{ kind: "required", major: majorOf(version), version, at: value, because }];
}
