/** Files that a deployment runs or obeys. */
import type { Document } from "../../../documents/document.ts";
import type { FileRole } from "../../../documents/file-role.ts";
import type { Project } from "../../../documents/project.ts";
import { isSampleFile } from "../secrets/sample-files.ts";

/** One of them. */
export interface SensitiveFile {
  readonly path: string;
  /** For a message: "a hook". */
  readonly what: string;
  /** The lower, the more it can do by itself. */
  readonly rank: number;
}

const KINDS: readonly (readonly [role: FileRole, what: string])[] = [
  ["hook", "a hook"],
  ["secrets", "a secrets file"],
  ["script", "a deployment script"],
  ["kamal", "the configuration"],
  ["erb-file", "a template that Kamal runs as Ruby"],
  ["env-file", "a template that Kamal runs as Ruby"],
  ["ssh-config", "the SSH configuration"],
  ["workflow", "a workflow that runs Kamal"],
  ["action", "an action that such a workflow uses"],
  ["dockerfile", "the Dockerfile"],
];

/** All of a commit; none of a repository that has nothing to do with Kamal. */
export function sensitiveFiles(project: Project): SensitiveFile[] {
  if (!project.usesKamal) return [];
  const used = new Set(project.documents.filter(isUsed).map(({ source }) => source.path));
  return [...project.opened.values()].flatMap(({ file: { path }, role }) => {
    const rank = KINDS.findIndex(([kind]) => kind === role);
    const [, what] = KINDS[rank] ?? [];
    const counts = NEEDS_A_LOOK.test(role) ? used.has(path) : isRun(path, role);
    return what !== undefined && counts ? [{ path, what, rank }] : [];
  });
}

/** Roles that a path only suggests. */
const NEEDS_A_LOOK = /^(?:kamal|workflow|action|dockerfile)$/;

/** Kamal reads it, builds it or is run by it, or nobody can tell. */
function isUsed(document: Document): boolean {
  if (document.kind === "workflow") return document.jobs.some(({ runsKamal }) => runsKamal);
  if (document.kind === "unreadable-file") return document.extent === "file";
  return /^(?:kamal-file|composite-action|dockerfile)$/.test(document.kind);
}

/** Not the samples and notes beside the files that count; of `.env` files only templates are programs. */
function isRun(path: string, role: FileRole): boolean {
  if (isSampleFile(path) || /\.(?:md|markdown|rst|txt)$/i.test(path)) return false;
  return role !== "env-file" || path.endsWith(".erb");
}
