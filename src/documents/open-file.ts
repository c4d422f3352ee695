/** One file -> the documents it holds, as far as the file alone can tell. */
import { decodeFile, isUnreadable, type RepositoryFile } from "../source/decode.ts";
import { traceOf } from "../source/error-trace.ts";
import { type SourceText, sourceText } from "../source/source-text.ts";
import { findCredentials } from "./credentials/find-credentials.ts";
import { mentionsKamal, reachServers, startKamal } from "./deployment-scripts.ts";
import type { Document } from "./document.ts";
import type { FileRole } from "./file-role.ts";
import { type RenderedYaml, readRenderedYaml } from "./kamal/read-rendered-yaml.ts";
import { keyFileOfBytes } from "./key-file.ts";
import { couldNotRead, START } from "./not-read.ts";
import { openPrograms, openSettings, type Told } from "./open-programs.ts";
import type { ScriptLanguage } from "./script-language.ts";
import { isTaskFile, mayBeProgram } from "./task-files.ts";
import type { YamlTrouble } from "./yaml/yaml-trouble.ts";

/** A file and what was found in it. */
export interface OpenedFile {
  readonly file: RepositoryFile;
  readonly role: FileRole;
  readonly source: SourceText;
  readonly documents: readonly Document[];
  /** For candidates of Kamal's configuration: the YAML, or why there is none. Other files decide what it means. */
  readonly yaml: RenderedYaml | YamlTrouble | undefined;
  /** For a workflow or an action, what it starts Kamal by besides Kamal's own name. */
  readonly starters?: readonly string[];
  /** For a script, the languages of what other files run it by. */
  readonly runBy?: readonly ScriptLanguage[];
  /** Set for a script that only what it does tells to be one of the deployment. */
  readonly possible?: true;
}

/**
 * Opens a file. Parsers and detectors load when the first file needs them. A parser of ours that fails on a file makes it
 * unreadable, with the reason, and does no harm to the other files.
 */
export async function openFile(file: RepositoryFile, role: FileRole, told: Told = {}): Promise<OpenedFile> {
  try {
    if (role === "possible-script") return await openPossible(file);
    return { ...(await openReadable(file, role, told)), ...told };
  } catch (error) {
    const fault = {
      ...couldNotRead(sourceText(file.path, ""), role, "made Kamal Review itself fail", START),
      trace: traceOf(error),
    };
    return { file, role, source: fault.source, yaml: undefined, documents: [fault], ...told };
  }
}

/**
 * What neither starts Kamal nor speaks of it and reaches servers is nothing to a review. Of what is no text, nobody can tell whether
 * it only speaks of it. The names of tasks are looked at by others.
 */
async function openPossible(file: RepositoryFile): Promise<OpenedFile> {
  const decoded = decodeFile(file);
  const source = isUnreadable(decoded) ? sourceText(file.path, textInBytes(file)) : decoded;
  // of tasks matters which of them start Kamal, also by way of other scripts
  const kept = isTaskFile(file.path) ? source.text : "";
  if (!mayBeProgram(file.path) || !mentionsKamal(source)) return withoutDocuments(file, kept);
  if (isUnreadable(decoded)) return { ...unreadable(file, "script", decoded.reason), possible: true };
  const opened = await openReadable(file, "script");
  const { documents } = opened;
  return startKamal(documents) || reachServers(documents)
    ? { ...opened, possible: true }
    : withoutDocuments(file, kept);
}

/** What a shell would find in bytes that are no UTF-8: it passes over zero bytes. */
function textInBytes({ content }: RepositoryFile): string {
  if (!(content instanceof Uint8Array)) return "";
  return Buffer.from(content).toString("latin1").replaceAll("\0", "");
}

function withoutDocuments(file: RepositoryFile, text: string): OpenedFile {
  const source = sourceText(file.path, text);
  return { file, role: "possible-script", source, yaml: undefined, documents: [] };
}

async function openReadable(file: RepositoryFile, role: FileRole, told: Told = {}): Promise<OpenedFile> {
  const source = decodeFile(file);
  if (isUnreadable(source)) return unreadable(file, role, source.reason);
  const text: Document = {
    kind: "text-file",
    source,
    role,
    mode: file.mode,
    credentials: await findCredentials(source),
  };
  const yaml = role === "kamal" ? readRenderedYaml(source) : undefined;
  return {
    file,
    role,
    source,
    yaml,
    documents: [text, ...(await openPrograms(source, role, told)), ...(await openSettings(source, yaml))],
  };
}

/** Whether an unreadable candidate for Kamal's configuration matters is decided with the other files. */
function unreadable(file: RepositoryFile, role: FileRole, reason: string): OpenedFile {
  const source = sourceText(file.path, "");
  if (role === "kamal") return { file, role, source, yaml: { reason, span: START }, documents: [] };
  if (isOnlyCandidate(file, role))
    return { file, role, source, yaml: undefined, documents: ofBytes(file, source) };
  return { file, role, source, yaml: undefined, documents: [couldNotRead(source, role, reason, START)] };
}

/**
 * The names of key files, login files and `.env` files are shared by presentations, archives, encrypted files and links out of the
 * repository, and what accessories get may be pictures and libraries: what is no text or too large for a key is judged as bytes,
 * and is nothing that a review would have to read.
 */
function isOnlyCandidate({ content, mode }: RepositoryFile, role: FileRole): boolean {
  if (role === "key-file" || role === "accessory-file") return true;
  return (
    (role === "env-file" || role === "login-file") &&
    (mode === LINK || (content instanceof Uint8Array && content.includes(0)))
  );
}

const LINK = "120000";

function ofBytes({ content }: RepositoryFile, source: SourceText): Document[] {
  const key = content instanceof Uint8Array ? keyFileOfBytes(content, source) : undefined;
  return key ? [key] : [];
}
