/** Which files a commit has, for rules that ask what is there, what is missing and what is executable. */
import { type Place, type SourceText, sourceText } from "../source/source-text.ts";

/** See the module comment. One for each project that uses Kamal. */
export interface RepositoryListing {
  readonly kind: "repository";
  /** Empty, without a path: a finding stands in one of the other documents or at `fileAt`. */
  readonly source: SourceText;
  /** Git mode by path, e.g. "100755"; "" where only the existence of a file is known. */
  readonly paths: ReadonlyMap<string, string>;
}

/** The listing as a document. */
export function repositoryListing(paths: ReadonlyMap<string, string>): RepositoryListing {
  return { kind: "repository", source: sourceText("", ""), paths };
}

/** A place that stands for a file as a whole, which need not have been read. */
export function fileAt(path: string): Place {
  return { source: sourceText(path, ""), span: { start: 0, end: 0 }, anchor: "" };
}
