/** The files of one commit that matter to a deployment, opened and put in relation to each other. */
import type { RepositoryFile } from "../source/decode.ts";
import type { Document } from "./document.ts";
import { roleOf } from "./file-role.ts";
import { kamalDocuments } from "./kamal-documents.ts";
import { type OpenedFile, openFile } from "./open-file.ts";

/** See the module comment. */
export interface Project {
  readonly documents: readonly Document[];
  /** By path; to be handed to the next `openProject`, which reuses what did not change. */
  readonly opened: ReadonlyMap<string, OpenedFile>;
  /** False for a repository that has nothing to do with Kamal; it then has no documents. */
  readonly usesKamal: boolean;
}

/** How a project is opened. */
export interface OpenOptions {
  /** Files of another commit, typically the base; equal ones are not opened again. */
  readonly previous?: Project;
  /** The caller says that the repository uses Kamal, whatever its files look like. */
  readonly assumeKamal?: boolean;
}

/** Opens the files of a commit; files without a role in a deployment are passed over. */
export async function openProject(
  files: readonly RepositoryFile[],
  options: OpenOptions = {},
): Promise<Project> {
  const opened = new Map<string, OpenedFile>();
  for (const file of files) {
    const role = roleOf(file.path);
    if (role === undefined) continue;
    const before = options.previous?.opened.get(file.path);
    opened.set(file.path, before && sameFile(before.file, file) ? before : await openFile(file, role));
  }
  return relate(opened, options);
}

function sameFile(a: RepositoryFile, b: RepositoryFile): boolean {
  if (a === b) return true;
  if (a.mode !== b.mode || !(a.content instanceof Uint8Array) || !(b.content instanceof Uint8Array))
    return false;
  return Buffer.compare(a.content, b.content) === 0;
}

function relate(
  opened: ReadonlyMap<string, OpenedFile>,
  { previous, assumeKamal = false }: OpenOptions,
): Project {
  const files = [...opened.values()];
  const hinted = assumeKamal || files.some(isKamalsOwn);
  const kamal = kamalDocuments(opened, { usesKamal: hinted, knownPaths: kamalPaths(previous) });
  const usesKamal = hinted || kamal.length > 0;
  const others = usesKamal ? files.filter((file) => file.role !== "kamal" && isRelevant(file)) : [];
  return { documents: [...kamal, ...others.flatMap((file) => file.documents)], opened, usesKamal };
}

/** Nothing but Kamal (or MRSK, its earlier name) keeps files there. */
function isKamalsOwn(file: OpenedFile): boolean {
  return /(?:^|\/)\.(?:kamal|mrsk)\//.test(file.source.path);
}

/** Most workflows have nothing to do with the deployment. */
function isRelevant(file: OpenedFile): boolean {
  return file.role !== "workflow" || /\bkamal\b/i.test(file.source.text) || file.source.text === "";
}

function kamalPaths(project: Project | undefined): ReadonlySet<string> {
  const files = project?.documents.filter((document) => document.kind === "kamal-file") ?? [];
  return new Set(files.map((file) => file.source.path));
}
