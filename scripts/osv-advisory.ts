/** One entry of OSV's database as an advisory of ours. See https://ossf.github.io/osv-schema/. */
import {
  compareGemVersions,
  isGemVersion,
  type VersionRange,
} from "../src/documents/versions/gem-version.ts";
import type { Advisory } from "../src/documents/versions/known-versions.ts";

/** The parts that are used. Databases add fields of their own, and leave out what they don't know. */
export interface OsvEntry {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly summary?: string;
  readonly details?: string;
  readonly withdrawn?: string;
  readonly database_specific?: { readonly severity?: unknown };
  readonly affected?: readonly OsvAffected[];
}

interface OsvAffected {
  readonly package?: { readonly name?: string };
  readonly ranges?: readonly { readonly type?: string; readonly events?: readonly OsvEvent[] }[];
  readonly versions?: readonly string[];
  readonly database_specific?: { readonly last_known_affected_version_range?: unknown };
}

/** One of these. */
interface OsvEvent {
  readonly introduced?: string;
  readonly fixed?: string;
  readonly last_affected?: string;
}

const SEVERITIES: Readonly<Record<string, Advisory["severity"]>> = {
  LOW: "low",
  MODERATE: "medium",
  MEDIUM: "medium",
  HIGH: "high",
  CRITICAL: "critical",
};

/** Its ranges are empty when it says nothing about versions of the gem. */
export function advisoryOf(entry: OsvEntry, gem: string): Advisory {
  const { id, aliases = [], summary, details = "", affected = [] } = entry;
  return {
    gem,
    id: [id, ...aliases].find((name) => /^CVE-\d{4}-\d{1,10}$/.test(name)) ?? id,
    title: titleOf(summary ?? details),
    severity: severityOf(entry),
    ranges: affected.filter((one) => one.package?.name === gem).flatMap(rangesOfGem),
  };
}

/** A title is one line of plain text; a long one is cut at a word. */
function titleOf(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 120 ? line : `${line.slice(0, 120).replace(/ \S*$/, "")} …`;
}

/** What is published to do harm has no level of its own. */
function severityOf({ id, database_specific: specific }: OsvEntry): Advisory["severity"] {
  if (id.startsWith("MAL-")) return "critical";
  return SEVERITIES[String(specific?.severity ?? "").toUpperCase()] ?? "medium";
}

/** Ranges of commits are none of versions; where no range is given, versions are listed. */
function rangesOfGem({
  ranges = [],
  versions = [],
  database_specific: specific,
}: OsvAffected): VersionRange[] {
  const ofVersions = ranges.filter(({ type }) => type !== "GIT");
  const found = ofVersions.flatMap(({ events = [] }) => rangesOf(events));
  if (found.length > 0)
    return found.map((range) => closed(range, specific?.last_known_affected_version_range));
  return versions.filter(isGemVersion).map((version) => ({ from: version, through: version }));
}

/** `introduced` opens a range, `fixed` and `last_affected` close it; events may come in any order. */
function rangesOf(events: readonly OsvEvent[]): VersionRange[] {
  const ranges: VersionRange[] = [];
  let from: string | undefined;
  for (const { introduced, fixed, last_affected: through } of [...events].filter(isUsable).sort(byVersion)) {
    if (introduced !== undefined) from ??= introduced;
    if (from === undefined || (fixed === undefined && through === undefined)) continue;
    ranges.push(fixed !== undefined ? { from, before: fixed } : { from, through: through ?? from });
    from = undefined;
  }
  return from === undefined ? ranges : [...ranges, { from }];
}

function isUsable(event: OsvEvent): boolean {
  const version = versionOf(event);
  return version !== undefined && isGemVersion(version);
}

function versionOf({ introduced, fixed, last_affected }: OsvEvent): string | undefined {
  return introduced ?? fixed ?? last_affected;
}

/** Of two at one version, the end of the old range comes before the start of the next. */
function byVersion(a: OsvEvent, b: OsvEvent): number {
  const order = compareGemVersions(versionOf(a) ?? "0", versionOf(b) ?? "0");
  return order !== 0 ? order : Number(a.introduced !== undefined) - Number(b.introduced !== undefined);
}

/** GitHub says beside the range where it ends, as far as is known, when no release is free of the fault. */
function closed(range: VersionRange, known: unknown): VersionRange {
  if (range.before !== undefined || range.through !== undefined || typeof known !== "string") return range;
  const [, sign, version = ""] = /^\s*(<=?)\s*(\S+)\s*$/.exec(known) ?? [];
  if (sign === undefined || !isGemVersion(version)) return range;
  return sign === "<" ? { from: range.from, before: version } : { from: range.from, through: version };
}
