/** What the last review of each repository has opened: most files are the same at the next one. */
import type { Project } from "../documents/project.ts";

/** Projects by repository, in the memory of one thread. */
export interface RecentProjects {
  of(repositoryId: number): Project | undefined;
  keep(repositoryId: number, project: Project): void;
}

/** Repositories that are remembered; the one that was asked for least recently is forgotten first. */
const MAX_REPOSITORIES = 16;

/** Characters of all files of a project: opened, each takes some twenty bytes, and larger deployments are rare. */
const MAX_TEXT = 200_000;

/** An empty memory. */
export function recentProjects(): RecentProjects {
  const kept = new Map<number, Project>();
  return {
    of: (repositoryId) => kept.get(repositoryId),
    keep: (repositoryId, project) => {
      kept.delete(repositoryId); // to be put in last again
      if (sizeOf(project) > MAX_TEXT) return;
      kept.set(repositoryId, project);
      for (const oldest of kept.keys()) if (kept.size > MAX_REPOSITORIES) kept.delete(oldest);
    },
  };
}

function sizeOf({ opened }: Project): number {
  return [...opened.values()].reduce((sum, { source }) => sum + source.text.length, 0);
}
