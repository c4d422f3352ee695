/** Documents that say that something was not reviewed, and why. */
import type { SourceText } from "../source/source-text.ts";
import type { Span } from "../source/span.ts";
import type { UnreadableFile } from "./document.ts";
import type { FileRole } from "./file-role.ts";

/** Where to point for a file as a whole. */
export const START: Span = { start: 0, end: 0 };

/** A file of which nothing was. */
export function couldNotRead(source: SourceText, role: FileRole, reason: string, span: Span): UnreadableFile {
  return { kind: "unreadable-file", source, role, reason, span, anchor: "", extent: "file" };
}

/** Something in a file whose rest was reviewed. */
export function partNotRead(source: SourceText, role: FileRole, reason: string, span: Span): UnreadableFile {
  return { ...couldNotRead(source, role, reason, span), extent: "part" };
}

/** A program that the grammar was busy with for too long. */
export function tookTooLong(source: SourceText, role: FileRole): UnreadableFile {
  return couldNotRead(source, role, "takes longer to parse than a review may take", START);
}
