/** The Kamal of a configuration in the project it belongs to. */
import type { SourceText } from "../../../source/source-text.ts";
import type { Document } from "../../document.ts";
import type { KamalConfiguration } from "../configuration.ts";
import { type DetectedVersion, weigh } from "./detect.ts";
import type { VersionEvidence } from "./evidence.ts";
import { evidenceInKeys } from "./from-keys.ts";
import { evidenceInPaths } from "./from-paths.ts";
import { evidenceInText } from "./from-texts.ts";

/** Enough of a project for this. */
export interface ProjectDocuments {
  readonly documents: readonly Document[];
}

/** Detects the version from the configuration's keys, the files around it and the repository's. */
export function kamalVersionOf(
  configuration: KamalConfiguration,
  project: ProjectDocuments,
): DetectedVersion {
  return weigh([...surroundings(project, configuration.source.path), ...evidenceInKeys(configuration.root)]);
}

const cache = new WeakMap<ProjectDocuments, Map<string, readonly VersionEvidence[]>>();

/** What the rest of the project tells is the same for every destination of a base. */
function surroundings(project: ProjectDocuments, path: string): readonly VersionEvidence[] {
  const known = cache.get(project) ?? new Map<string, readonly VersionEvidence[]>();
  cache.set(project, known);
  const found = known.get(path) ?? gather(project.documents, path);
  known.set(path, found);
  return found;
}

const TELLING_ROLES: ReadonlySet<string> = new Set(["gemfile", "workflow", "script", "dockerfile"]);

function gather(documents: readonly Document[], path: string): VersionEvidence[] {
  const texts = documents.flatMap((document) =>
    document.kind === "text-file" && TELLING_ROLES.has(document.role) ? [document.source] : [],
  );
  const listed = documents.flatMap((document) =>
    document.kind === "repository" ? [...document.paths.keys()] : [],
  );
  const near = (candidate: string): boolean => isNear(candidate, path);
  return [
    ...nearestGemfiles(texts, path).flatMap(evidenceInText),
    ...texts.filter(({ path: other }) => !isGemfile(other)).flatMap(evidenceInText),
    ...evidenceInPaths(listed.filter(near)),
  ];
}

function isGemfile(path: string): boolean {
  return /(?:^|\/)(?:Gemfile(?:\.lock)?|gems\.(?:rb|locked))$/.test(path);
}

/** Bundler takes the Gemfile of the innermost folder above the configuration. A lock file makes its Gemfile moot. */
function nearestGemfiles(texts: readonly SourceText[], path: string): SourceText[] {
  const above = texts.filter((text) => isGemfile(text.path) && path.startsWith(folderOf(text.path)));
  const deepest = Math.max(...above.map((text) => folderOf(text.path).length));
  const nearest = above.filter((text) => folderOf(text.path).length === deepest);
  const locks = nearest.filter((text) => /lock(?:ed)?$/.test(text.path));
  return locks.length > 0 && locks.some((lock) => evidenceInText(lock).length > 0) ? locks : nearest;
}

/** `apps/web/config/deploy.yml` belongs to `apps/web/.kamal`, not to `.kamal` of another app. */
function isNear(candidate: string, path: string): boolean {
  const [folder = ""] = /^(?:.*\/)?(?=\.(?:kamal|mrsk|env))/.exec(candidate) ?? [];
  return path.startsWith(folder);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
