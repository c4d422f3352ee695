/** Gemfile.lock: which version of each gem Bundler installs, and from where. */
import type { Place, SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";

/** See the module comment. */
export interface GemfileLock {
  readonly kind: "gemfile-lock";
  readonly source: SourceText;
  readonly gems: readonly LockedGem[];
}

/** One gem; the place is that of its name and version. */
export interface LockedGem extends Place {
  readonly name: string;
  /** Without the platform. */
  readonly version: string;
  readonly origin: GemOrigin;
}

/** The section a gem stands in. */
export interface GemOrigin {
  readonly kind: "GEM" | "GIT" | "PATH" | "PLUGIN SOURCE";
  readonly remotes: readonly Remote[];
  /** Commit of a GIT section. */
  readonly revision: string | undefined;
}

/** An address that gems come from. */
export interface Remote extends Place {
  readonly address: string;
}

/** Reads a lock file; lines of no known form are passed over, as Bundler does. */
export function readGemfileLock(source: SourceText): GemfileLock {
  const gems: LockedGem[] = [];
  let origin: Building | undefined;
  for (let number = 1; number <= source.lineCount; number++) {
    const line = source.lineText(number);
    const start = source.lineStart(number);
    if (/^\S/.test(line)) origin = sectionOf(line);
    else if (origin) readLine(line, start, { origin, gems, source });
  }
  return { kind: "gemfile-lock", source, gems };
}

interface Building {
  readonly kind: GemOrigin["kind"];
  readonly remotes: Remote[];
  revision: string | undefined;
}

function sectionOf(line: string): Building | undefined {
  const [kind] = /^(?:GEM|GIT|PATH|PLUGIN SOURCE)(?=\s*$)/.exec(line) ?? [];
  return kind ? { kind: kind as GemOrigin["kind"], remotes: [], revision: undefined } : undefined;
}

interface Reading {
  readonly origin: Building;
  readonly gems: LockedGem[];
  readonly source: SourceText;
}

/** Options stand two blanks in, gems four, what gems depend on six. */
function readLine(line: string, start: number, { origin, gems, source }: Reading): void {
  const option = /^ {2}(remote|revision): (\S+)/.exec(line);
  if (option) {
    const [whole, name, value = ""] = option;
    const span = { start: start + whole.length - value.length, end: start + whole.length };
    if (name === "remote") origin.remotes.push({ source, span, anchor: "remote", address: value });
    else origin.revision = value;
  }
  const gem = /^ {4}([\w.-]+) \(([\w.]+)(?:-[\w.-]+)?\)/.exec(line);
  if (!gem) return;
  const [whole, name = "", version = ""] = gem;
  const span: Span = { start: start + 4, end: start + whole.length };
  gems.push({ source, span, anchor: name, name, version, origin });
}
