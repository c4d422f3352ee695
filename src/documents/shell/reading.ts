/** A shell text while it is being read: its positions in the file and what was found so far. */
import type { DerivedText } from "../../source/derived-text.ts";
import type { Place } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import type { ShellAssignment, ShellCommand } from "./shell-script.ts";

/** See the module comment. `found` is shared by a program and the programs embedded in it. */
export interface ShellReading {
  readonly derived: DerivedText;
  readonly text: string;
  readonly found: Found;
  span(node: Span): Span;
  place(node: Span): Place;
}

/** What reading collects. */
export interface Found {
  readonly commands: ShellCommand[];
  readonly assignments: ShellAssignment[];
  notFollowed: Span | undefined;
}

/** Starts reading a text. */
export function startReading(derived: DerivedText, found: Found): ShellReading {
  const toSource = (node: Span): Span => derived.toSource({ start: node.start, end: node.end });
  return {
    derived,
    text: derived.text,
    found,
    span: toSource,
    place: (node) => ({ source: derived.source, span: toSource(node) }),
  };
}
