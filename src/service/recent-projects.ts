/** What the last review of each repository has opened: most files are the same at the next one. */
import type { Project } from "../documents/project.ts";

/** Projects by repository, in the memory of one thread. */
export interface RecentProjects {
  of(repositoryId: number): Project | undefined;
  keep(repositoryId: number, project: Project): void;
}

/** Characters of all files of all projects kept. Opened and judged, each takes some 200 bytes, so this is 40 MB. */
const MAX_TEXT = 200_000;

/** An empty memory; the repository that was reviewed least recently is forgotten first. */
export function recentProjects(): RecentProjects {
  const kept = new Map<number, { readonly project: Project; readonly size: number }>();
  let total = 0;
  const forget = (repositoryId: number): void => {
    total -= kept.get(repositoryId)?.size ?? 0;
    kept.delete(repositoryId);
  };
  return {
    of: (repositoryId) => kept.get(repositoryId)?.project,
    keep: (repositoryId, project) => {
      forget(repositoryId); // to be put in last again
      const size = sizeOf(project);
      if (size > MAX_TEXT) return;
      kept.set(repositoryId, { project, size });
      total += size;
      for (const oldest of kept.keys()) if (total > MAX_TEXT) forget(oldest);
    },
  };
}

function sizeOf({ opened }: Project): number {
  return [...opened.values()].reduce((sum, { source }) => sum + source.text.length, 0);
}
