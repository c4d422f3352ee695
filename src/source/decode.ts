/** Bytes of a repository file -> text, or the reason why it can't be read as text. */
import { isUtf8 } from "node:buffer";
import { type SourceText, sourceText } from "./source-text.ts";

/** A file as a tree of a repository holds it. */
export interface RepositoryFile {
  readonly path: string;
  /** Git file mode: "100644", "100755" (executable), "120000" (symbolic link), "160000" (submodule). */
  readonly mode: string;
  /** The bytes, or why they could not be had (too large, gone, no permission). */
  readonly content: Uint8Array | Unreadable;
}

/** Why a file could not be read or parsed: one sentence for the author, never a part of the file. */
export interface Unreadable {
  readonly reason: string;
}

/**
 * Larger files are refused before any parser sees them. The largest real file of this kind that we know
 * (a generated deploy.yml) has 10,000 lines and about 300 KB.
 */
export const MAX_FILE_BYTES = 1024 * 1024;

/** Decodes UTF-8, the only encoding Kamal, Docker and the shells agree on. */
export function decodeFile(file: RepositoryFile): SourceText | Unreadable {
  const { content, path } = file;
  if (!(content instanceof Uint8Array)) return content;
  if (content.byteLength > MAX_FILE_BYTES) return { reason: tooLarge(content.byteLength) };
  if (content.includes(0)) return { reason: "is a binary file and can't be reviewed as text" };
  if (!isUtf8(content)) return { reason: "is not valid UTF-8 text" };
  return sourceText(
    path,
    Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString("utf8"),
  );
}

/** Wording for a file over the limit; `bytes` is its size. */
export function tooLarge(bytes: number): string {
  const size = (bytes / (1024 * 1024)).toFixed(1);
  return `is larger than the ${MAX_FILE_BYTES / (1024 * 1024)} MB that a review reads (${size} MB)`;
}

/** True for the "could not be read" branch of results. */
export function isUnreadable(result: object): result is Unreadable {
  return "reason" in result;
}
