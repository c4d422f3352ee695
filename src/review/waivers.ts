/** Suppressions in the files, applied to findings: accepted, asked for, or of no use. */
import { movedFiles } from "../documents/moved-files.ts";
import type { Project } from "../documents/project.ts";
import type { Finding } from "../engine/finding.ts";
import { type LineRange, MAX_LINES } from "../engine/guarded-lines.ts";
import { isStateRule, type Rule } from "../engine/rule.ts";
import { isAtLeast } from "../engine/severity.ts";
import { type JudgedSuppression, type Suppression, suppressionsIn } from "../engine/suppressions.ts";
import { unchangedLines } from "./unchanged-lines.ts";

/** What a suppression means for a finding. Only `accepted` keeps it out of the verdict. */
export interface Waiver {
  readonly status: "accepted" | "asked";
  readonly reason: string;
}

/** The suppressions of a head, and whether each was there before the change. */
export interface WaiverRegister {
  readonly suppressions: readonly Suppression[];
  /** Those that name the finding's rule, for lines on which it stands, or for the file when it is about that. */
  readonly covering: (finding: Finding) => readonly Suppression[];
  readonly isNew: (suppression: Suppression) => boolean;
  /** True when the comment accepted a finding of this rule in the base already. */
  readonly wasInUse: (suppression: Suppression, ruleId: string) => boolean;
  /** Files of which something was not reviewed: nobody knows what their suppressions are good for. */
  readonly unread: ReadonlySet<string>;
}

/**
 * Without a base there is no change that could have brought a suppression in. `old` are the findings of the base, as far as they
 * are known.
 */
export function readWaivers(
  base: Project | undefined,
  head: Project,
  old: readonly Finding[] = [],
): WaiverRegister {
  const suppressions = suppressionsOf(head);
  const accepted = acceptedIn(base, old);
  const unchanged = new Map<string, ReadonlySet<number>>();
  return {
    suppressions,
    covering: coveringOf(suppressions),
    unread: new Set(
      head.documents.filter(({ kind }) => kind === "unreadable-file").map(({ source }) => source.path),
    ),
    wasInUse: (suppression, ruleId) => accepted.has(acceptanceOf(suppression, ruleId)),
    isNew: ({ source, line }) => {
      if (!base) return false;
      const known = unchanged.get(source.path);
      const former = movedFiles(base, head).get(source.path) ?? source.path;
      const lines = known ?? unchangedLines(base.opened.get(former)?.source, source);
      unchanged.set(source.path, lines);
      return !lines.has(line);
    },
  };
}

function suppressionsOf({ documents }: Project): Suppression[] {
  return documents.flatMap((document) =>
    document.kind === "text-file" ? suppressionsIn(document.source) : [],
  );
}

/** What each comment of the base accepts, by its words: a line that stays may get another neighbour. */
function acceptedIn(base: Project | undefined, findings: readonly Finding[]): ReadonlySet<string> {
  if (!base || findings.length === 0) return new Set();
  const covering = coveringOf(suppressionsOf(base));
  return new Set(
    findings.flatMap((finding) =>
      covering(finding).map((suppression) => acceptanceOf(suppression, finding.ruleId)),
    ),
  );
}

function acceptanceOf({ source, span }: Suppression, ruleId: string): string {
  return JSON.stringify([source.path, ruleId, source.text.slice(span.start, span.end)]);
}

/**
 * The waiver of a finding. Who brings in a dangerous setting can't accept it in the same breath: for a finding that is high or
 * critical, a suppression only asks when the change itself adds it, or puts another danger where the accepted one was.
 */
export function waiverOf(
  finding: Finding,
  isNewFinding: boolean,
  { covering, isNew, wasInUse }: WaiverRegister,
): Waiver | undefined {
  const matching = covering(finding).filter(({ reason }) => reason !== "");
  const [first] = matching;
  if (!first) return undefined;
  const old = matching.find((one) => !isNew(one) && !(isNewFinding && wasInUse(one, finding.ruleId)));
  const status = old || !isAtLeast(finding.severity, "high") ? "accepted" : "asked";
  return { status, reason: (old ?? first).reason };
}

/** Looks suppressions up by the lines they guard, so that thousands of them and of findings stay quick. */
function coveringOf(suppressions: readonly Suppression[]): WaiverRegister["covering"] {
  const byPath = Map.groupBy(suppressions, ({ source }) => source.path);
  const guards = new Map([...byPath].map(([path, ofFile]) => [path, guardsOf(ofFile)]));
  const aboutFiles = new Map([...byPath].map(([path, ofFile]) => [path, ofFile.filter(isAboutFile)]));
  return ({ path, ruleId, start, end }) => {
    const ofLines = between(guards.get(path) ?? [], start.line, end.line);
    const ofFile = end.line === 1 ? (aboutFiles.get(path) ?? []) : [];
    return [...new Set([...ofLines, ...ofFile])].filter(({ ruleIds }) => ruleIds.includes(ruleId));
  };
}

function isAboutFile({ guardsFile }: Suppression): boolean {
  return guardsFile;
}

/** A suppression and the lines it is for. */
interface Guard extends LineRange {
  readonly suppression: Suppression;
}

function guardsOf(suppressions: readonly Suppression[]): Guard[] {
  const guards = suppressions.flatMap((suppression) =>
    suppression.guarded ? [{ ...suppression.guarded, suppression }] : [],
  );
  return guards.sort((a, b) => a.first - b.first);
}

/** Of guards sorted by their first line, the suppressions of those that have a line from the first to the last. */
function between(guards: readonly Guard[], first: number, last: number): Suppression[] {
  let low = 0;
  let high = guards.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((guards[middle]?.first ?? first) < first - MAX_LINES) low = middle + 1;
    else high = middle;
  }
  const found: Suppression[] = [];
  for (let guard = guards[low]; guard && guard.first <= last; guard = guards[++low])
    if (guard.last >= first) found.push(guard.suppression);
  return found;
}

/** What became of each suppression among the findings of its commit. */
export function judgeSuppressions(
  { suppressions, covering, unread }: WaiverRegister,
  findings: readonly Finding[],
  rules: readonly Rule[],
): JudgedSuppression[] {
  if (suppressions.length === 0) return [];
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const used = new Map<Suppression, Set<string>>();
  for (const finding of findings)
    for (const one of covering(finding)) used.set(one, (used.get(one) ?? new Set()).add(finding.ruleId));
  const isUnused = (one: Suppression, id: string): boolean => {
    const rule = known.get(id);
    return (
      rule !== undefined &&
      isStateRule(rule) && // what a change did is found once; the comment that accepts it stays
      !unread.has(one.source.path) &&
      !used.get(one)?.has(id)
    );
  };
  return suppressions.map((one) => ({
    ...one,
    unknown: one.ruleIds.filter((id) => !known.has(id)),
    unused: one.ruleIds.filter((id) => isUnused(one, id)),
  }));
}
