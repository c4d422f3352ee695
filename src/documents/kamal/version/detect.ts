/** Which Kamal a configuration is meant for, from all that is known. */
import type { SourceText } from "../../../source/source-text.ts";
import type { YamlMap } from "../../yaml/yaml-node.ts";
import type { EvidenceKind, VersionEvidence } from "./evidence.ts";
import { evidenceInKeys } from "./from-keys.ts";
import { evidenceInPaths } from "./from-paths.ts";
import { evidenceInText } from "./from-texts.ts";
import { compareVersions, type KamalMajor, type KamalVersion } from "./kamal-version.ts";

/** What may be at hand. */
export interface VersionSources {
  /** The root of deploy.yml or of an effective configuration. */
  readonly root?: YamlMap;
  /** Gemfile.lock, Gemfile, workflows, scripts, Dockerfiles. */
  readonly texts?: readonly SourceText[];
  /** Paths of the repository. */
  readonly paths?: Iterable<string>;
}

/** See the module comment. */
export interface DetectedVersion {
  /** Undefined when nothing tells it, or when keys of both majors stand side by side. */
  readonly major: KamalMajor | undefined;
  /** The release in use, when a file pins it. */
  readonly version: KamalVersion | undefined;
  /** The oldest release that fits everything known about the major version. */
  readonly atLeast: KamalVersion | undefined;
  /** The strongest kind of evidence that decided; undefined when nothing did. */
  readonly decidedBy: EvidenceKind | undefined;
  /** True when there are signs of both majors. */
  readonly isMixed: boolean;
  /** Everything found, strongest first. */
  readonly evidence: readonly VersionEvidence[];
}

const STRENGTH: readonly EvidenceKind[] = ["pinned", "required", "file", "key"];

/** The first kind of evidence that speaks with one voice decides. */
export function detectVersion({ root, texts = [], paths = [] }: VersionSources): DetectedVersion {
  const found = [
    ...texts.flatMap(evidenceInText),
    ...evidenceInPaths(paths),
    ...(root ? evidenceInKeys(root) : []),
  ];
  return weigh(found);
}

/** The same for evidence that was gathered before. */
export function weigh(found: readonly VersionEvidence[]): DetectedVersion {
  const evidence = found.toSorted((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind));
  const majors = new Set(evidence.map(({ major }) => major));
  const decidedBy = STRENGTH.find((kind) => majorsOf(evidence, kind).size === 1);
  const [major] = decidedBy ? majorsOf(evidence, decidedBy) : [];
  const pinned = evidence.filter(({ kind }) => kind === "pinned");
  return {
    major,
    version: decidedBy === "pinned" ? oldest(pinned) : undefined,
    atLeast: newest(evidence.filter((item) => item.major === major && item.kind !== "pinned")),
    decidedBy,
    isMixed: majors.has(1) && majors.has(2),
    evidence,
  };
}

function majorsOf(evidence: readonly VersionEvidence[], kind: EvidenceKind): Set<KamalMajor | undefined> {
  return new Set(evidence.filter((item) => item.kind === kind).map(({ major }) => major));
}

/** Where several places pin releases of one major, the oldest one sets the limits. */
function oldest(evidence: readonly VersionEvidence[]): KamalVersion | undefined {
  return versionsOf(evidence).toSorted(compareVersions)[0];
}

function newest(evidence: readonly VersionEvidence[]): KamalVersion | undefined {
  return versionsOf(evidence).toSorted(compareVersions).at(-1);
}

function versionsOf(evidence: readonly VersionEvidence[]): KamalVersion[] {
  return evidence.flatMap(({ version }) => version ?? []);
}
