/** GitHub's JSON of a changed file ("diff-entry" in its OpenAPI description). */
import type { RepositoryRow } from "../emulate-internals.ts";
import type { FileChange } from "../git/file-changes.ts";
import type { JsonObject } from "./json.ts";

/** @param sha commit in which the file can be looked at */
export function fileJson(baseUrl: string, repo: RepositoryRow, sha: string, change: FileChange): JsonObject {
  const { path, status, previousPath, additions, deletions, patch } = change;
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const page = `${baseUrl}/${repo.full_name}`;
  return {
    sha: change.sha,
    filename: path,
    status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${page}/blob/${sha}/${encoded}`,
    raw_url: `${page}/raw/${sha}/${encoded}`,
    contents_url: `${baseUrl}/repos/${repo.full_name}/contents/${encoded}?ref=${sha}`,
    ...(patch !== undefined && { patch }),
    ...(previousPath && { previous_filename: previousPath }),
  };
}
