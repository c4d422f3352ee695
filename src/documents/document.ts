/** Everything a rule can look at. */
import type { Place, SourceText } from "../source/source-text.ts";
import type { CredentialHit } from "./credentials/credential-hit.ts";
import type { Dockerfile } from "./dockerfile/dockerfile.ts";
import type { EnvFile } from "./env-file.ts";
import type { ErbProgram } from "./erb/erb-program.ts";
import type { FileRole } from "./file-role.ts";
import type { Gemfile } from "./gemfile/gemfile.ts";
import type { GemfileLock } from "./gemfile/gemfile-lock.ts";
import type { KamalConfiguration } from "./kamal/configuration.ts";
import type { KamalFile } from "./kamal/kamal-file.ts";
import type { KeyFile } from "./key-file.ts";
import type { Program } from "./program/program.ts";
import type { RepositoryListing } from "./repository-listing.ts";
import type { SecretsFile } from "./secrets-file/secrets-file.ts";
import type { ShellScript } from "./shell/shell-script.ts";
import type { CompositeAction } from "./workflow/composite-action.ts";
import type { Workflow } from "./workflow/workflow.ts";

/** A discriminated union by `kind`; a rule names the kinds it applies to. */
export type Document =
  | TextFile
  | UnreadableFile
  | KamalFile
  | KamalConfiguration
  | ErbProgram
  | SecretsFile
  | EnvFile
  | KeyFile
  | ShellScript
  | Program
  | Dockerfile
  | Workflow
  | CompositeAction
  | Gemfile
  | GemfileLock
  | RepositoryListing;

/** A kind of document. */
export type DocumentKind = Document["kind"];

/** The documents of one kind. */
export type DocumentOf<Kind extends DocumentKind> = Extract<Document, { readonly kind: Kind }>;

/** Any relevant file as plain text, whatever its language: for what may stand anywhere. */
export interface TextFile {
  readonly kind: "text-file";
  readonly source: SourceText;
  readonly role: FileRole;
  /** Git mode, e.g. "100755" for an executable. */
  readonly mode: string;
  readonly credentials: readonly CredentialHit[];
}

/** A relevant file that could not be read or parsed; whatever it holds was not reviewed. */
export interface UnreadableFile extends Place {
  readonly kind: "unreadable-file";
  readonly role: FileRole;
  /** Completes the sentence that starts with the path: "is a binary file". */
  readonly reason: string;
  /** `part` when the rest of the file was reviewed. */
  readonly extent: "file" | "part";
  /** Set when the fault is ours: where in our code. */
  readonly trace?: string;
}
