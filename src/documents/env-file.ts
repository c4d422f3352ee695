/** `.env` and its relatives: dotenv files that Kamal 1 and other tools read, and that nobody should commit with secrets. */
import type { SourceText } from "../source/source-text.ts";
import { parseSecretsFile, type SecretAssignment } from "./secrets-file/secrets-file.ts";

/** See the module comment. */
export interface EnvFile {
  readonly kind: "env-file";
  readonly source: SourceText;
  readonly assignments: readonly SecretAssignment[];
  /** The part of the name after `.env.`, e.g. "staging"; empty for `.env`. */
  readonly suffix: string;
}

/** Reads one. */
export function openEnvFile(source: SourceText): EnvFile {
  const suffix = /(?:^|\/)\.env\.?([^/]*)$/.exec(source.path)?.[1] ?? "";
  return { kind: "env-file", source, assignments: parseSecretsFile(source).assignments, suffix };
}
