/** A shell text while it is being read: its positions in the file and what was found so far. */
import type { DerivedText } from "../../source/derived-text.ts";
import type { Place } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import type { SyntaxNode } from "../syntax/syntax-tree.ts";
import type { EmbeddedProgram } from "./embedded-programs.ts";
import type { Handing } from "./handing-functions.ts";
import type { Prefix } from "./prefix-functions.ts";
import type { Context } from "./read-statements.ts";
import type { ShellAssignment, ShellCommand, VariableCheck } from "./shell-script.ts";

/** See the module comment. `found` is shared by a program and the programs embedded in it. */
export interface ShellReading {
  readonly text: string;
  readonly found: Found;
  /** The bodies of here-documents by the names that plain-program.ts gave them. */
  readonly heredocs: ReadonlyMap<string, HeredocBody>;
  /** Reads a program that stands at a place of this one. */
  readonly follow: (program: EmbeddedProgram, at: Span, around: Context) => void;
  span(node: Span): Span;
  place(node: Span): Place;
}

/** A here-document's body as the grammar sees it; no node for an empty one. */
export interface HeredocBody {
  readonly node: SyntaxNode | undefined;
  readonly quoted: boolean;
}

/** What reading collects. */
export interface Found {
  commands: ShellCommand[];
  assignments: ShellAssignment[];
  checks: VariableCheck[];
  notFollowed: Span | undefined;
  /** Functions that run what they are called with, by name. */
  readonly handing: Map<string, Handing>;
  /** Functions that stand for a command with some of its words, by name. */
  readonly prefixes: Map<string, Prefix>;
  /** Programs kept in variables that were read, by where they start and run. */
  readonly keptFollowed: Set<string>;
  /** How many words inside words are being read right now. */
  wordDepth: number;
  /** How much more text may be parsed beyond the program itself. */
  charactersLeft: number;
}

/** Starts reading a text. */
export function startReading(
  derived: DerivedText,
  carried: Pick<ShellReading, "heredocs" | "found" | "follow">,
): ShellReading {
  const toSource = (node: Span): Span => derived.toSource({ start: node.start, end: node.end });
  return {
    ...carried,
    text: derived.text,
    span: toSource,
    place: (node) => ({ source: derived.source, span: toSource(node) }),
  };
}
