/** Where files install Kamal: Gemfile.lock, Gemfile, workflows, scripts, images. */
import type { SourceText } from "../../../source/source-text.ts";
import { type EvidenceKind, majorOf, type VersionEvidence } from "./evidence.ts";
import { type KamalVersion, parseVersion } from "./kamal-version.ts";

const VERSION = String.raw`v?(\d{1,3}(?:\.\d{1,4}){0,2}(?:\.(?:beta|rc|pre)\d{0,4})?)`;

interface Trace {
  readonly pattern: RegExp;
  readonly kind: EvidenceKind;
  readonly says: string;
}

/** A lock file names the one release that is installed. */
const LOCKED: Trace = {
  pattern: new RegExp(String.raw`^ {4}(?:kamal|mrsk) \(${VERSION}\)[ \t]*$`, "gm"),
  kind: "pinned",
  says: "locks Kamal",
};

const WRITTEN: readonly Trace[] = [
  {
    pattern: new RegExp(String.raw`\bbasecamp\/(?:kamal|mrsk):${VERSION}(?![\w.])`, "g"),
    kind: "pinned",
    says: "runs the image of Kamal",
  },
  {
    pattern: new RegExp(
      String.raw`\bgem[ \t]+install[ \t][^\n;&|]{0,80}?\bkamal(?::${VERSION}|[ \t][^\n;&|]{0,60}?(?:-v|--version)(?:[ \t]+|=)["']?${VERSION}["']?(?![\w.]))`,
      "g",
    ),
    kind: "pinned",
    says: "installs Kamal",
  },
  {
    pattern: new RegExp(
      String.raw`\bgem[ \t]+install[ \t][^\n;&|]{0,80}?\bkamal[ \t][^\n;&|]{0,60}?(?:-v|--version)(?:[ \t]+|=)["']?~>[ \t]*${VERSION}`,
      "g",
    ),
    kind: "required",
    says: "installs Kamal",
  },
  {
    pattern: new RegExp(
      String.raw`^[ \t]*gem[ \t]*\(?[ \t]*["']kamal["'][ \t]*,[ \t]*["'](?:=[ \t]*)?${VERSION}["']`,
      "gm",
    ),
    kind: "pinned",
    says: "asks for Kamal",
  },
  {
    pattern: new RegExp(
      String.raw`^[ \t]*gem[ \t]*\(?[ \t]*["']kamal["'][ \t]*,[ \t]*["']~>[ \t]*${VERSION}["']`,
      "gm",
    ),
    kind: "required",
    says: "asks for Kamal",
  },
];

/** Longer texts are no workflow and no script; a lock file of this size still is one. */
const MAX_LENGTH = 400_000;

/** The traces in one file. */
export function evidenceInText(source: SourceText): VersionEvidence[] {
  if (source.text.length > MAX_LENGTH) return [];
  const isLock = /(?:^|\/)(?:Gemfile\.lock|gems\.locked)$/.test(source.path);
  return (isLock ? [LOCKED] : WRITTEN).flatMap((trace) => matchesOf(trace, source));
}

function matchesOf({ pattern, kind, says }: Trace, source: SourceText): VersionEvidence[] {
  return [...source.text.matchAll(pattern)].flatMap((match) => {
    const written = match.slice(1).find((group) => group !== undefined) ?? "";
    const version = parseVersion(written);
    return version && !isCommentedOut(source, match.index)
      ? [evidence(kind, version, written, source, match, says)]
      : [];
  });
}

/** `-v 2` and the tag `v2` name the newest release of a major version, not 2.0.0. */
function evidence(
  kind: EvidenceKind,
  version: KamalVersion,
  written: string,
  source: SourceText,
  match: RegExpExecArray,
  says: string,
): VersionEvidence {
  const isWhole = written.split(".").length >= 3;
  const span = { start: match.index, end: match.index + match[0].length };
  return {
    kind: isWhole ? kind : "required",
    major: majorOf(version),
    version,
    at: { source, span },
    because: `\`${source.path}\` ${says} ${written}`,
  };
}

function isCommentedOut({ text }: SourceText, offset: number): boolean {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*(?:#|\/\/)/.test(text.slice(lineStart, Math.max(offset, lineStart + 1)));
}
