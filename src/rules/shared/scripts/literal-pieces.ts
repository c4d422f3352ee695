/** The texts a shell script spells out: words, assigned values, here-documents. Comments are not among them. */
import type { ShellCommand, ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Place } from "../../../source/source-text.ts";
import { isOnlyShown } from "./shown-text.ts";

/** A text and where it stands; `$` stands for whatever is expanded. */
export interface LiteralPiece extends Place {
  readonly text: string;
}

/** The pieces that do something, grouped by what belongs together: a command line, an assignment, a here-document. */
export const literalPieces: (script: ShellScript) => readonly LiteralPiece[][] = onceFor(readPieces);

function readPieces(script: ShellScript): LiteralPiece[][] {
  const assigned = script.assignments.flatMap(({ value, anchor = "" }) =>
    value ? [[pieceOf(value, anchor)]] : [],
  );
  const commands = script.commands.filter((command) => !isOnlyShown(command));
  return [...commands.flatMap(piecesOfCommand), ...assigned];
}

function piecesOfCommand(command: ShellCommand): LiteralPiece[][] {
  const { source, anchor = "" } = command;
  const documents = command.redirections.flatMap(({ heredoc }) => heredoc?.parts ?? []);
  const texts = documents.flatMap((part) =>
    part.kind === "literal" ? [{ source, span: part.span, anchor: `${anchor} <<`, text: part.text }] : [],
  );
  return [command.arguments.map((word) => pieceOf(word, anchor)), ...texts.map((text) => [text])];
}

function pieceOf(word: ShellWord, anchor: string): LiteralPiece {
  const text = word.literal ?? word.parts.map((part) => (part.kind === "literal" ? part.text : "$")).join("");
  return { source: word.source, span: word.span, anchor, text };
}

/**
 * Where a pattern stands: the part of the piece where the file has the same characters, else the whole piece. A pattern
 * that goes over several words of a command line is found at the first of them.
 */
export function findInPieces(pieces: readonly LiteralPiece[], pattern: RegExp): Place | undefined {
  for (const piece of pieces) {
    const match = pattern.exec(piece.text);
    if (match) return within(piece, match[0]);
  }
  return pieces.length > 1 && pattern.test(lineOf(pieces)) ? pieces[0] : undefined;
}

const lineOf: (pieces: readonly LiteralPiece[]) => string = onceFor((pieces) =>
  pieces.map((piece) => piece.text).join(" "),
);

function within(piece: LiteralPiece, text: string): Place {
  const { source, span, anchor = "" } = piece;
  const at = source.text.slice(span.start, span.end).indexOf(text);
  if (at < 0) return piece;
  return { source, anchor, span: { start: span.start + at, end: span.start + at + text.length } };
}
