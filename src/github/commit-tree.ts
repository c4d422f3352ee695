/** The files of a commit, read through the git database API. */
import type { Octokit } from "@octokit/rest";
import type { CommitTree, TreeEntry, TreeListing } from "../service/commit-tree.ts";
import { splitWanted } from "../service/gather-files.ts";
import type { RepositoryRef } from "../service/ports.ts";
import { type GetTree, listFiles } from "./list-files.ts";

/** Blobs fetched at the same time. */
const PARALLEL_READS = 6;

/** Contents by object id: base and head share most of their files. */
export type BlobCache = Map<string, Promise<Uint8Array>>;

/** Lists a commit once, however often it is asked. `blobs` is shared by the commits of one review. */
export function commitTree(
  octokit: Octokit,
  { owner, name: repo }: RepositoryRef,
  sha: string,
  blobs: BlobCache,
): CommitTree {
  let listed: Promise<Listed> | undefined;
  const listing = (): Promise<Listed> => {
    listed ??= listCommit(octokit, owner, repo, sha);
    return listed;
  };
  return {
    list: async () => (await listing()).listing,
    entryAt: async (path) => (await listing()).all.get(path),
    read: (entries) =>
      inBatches(entries, PARALLEL_READS, ({ id }) => {
        const content = blobs.get(id) ?? readBlob(octokit, owner, repo, id);
        blobs.set(id, content);
        return content;
      }),
  };
}

interface Listed {
  readonly listing: TreeListing;
  readonly all: ReadonlyMap<string, TreeEntry>;
}

async function listCommit(octokit: Octokit, owner: string, repo: string, sha: string): Promise<Listed> {
  const { entries, truncated } = await listFiles(treesOf(octokit, owner, repo), sha);
  return {
    listing: { ...splitWanted(entries), truncated },
    all: new Map(entries.map((entry) => [entry.path, entry])),
  };
}

function treesOf(octokit: Octokit, owner: string, repo: string): GetTree {
  return async (tree_sha, recursive) => {
    const { data } = await octokit.rest.git.getTree({
      owner,
      repo,
      tree_sha,
      ...(recursive ? { recursive: "true" } : {}),
    });
    return data;
  };
}

async function readBlob(octokit: Octokit, owner: string, repo: string, fileSha: string): Promise<Uint8Array> {
  const { data } = await octokit.rest.git.getBlob({ owner, repo, file_sha: fileSha });
  return Buffer.from(data.content, data.encoding === "base64" ? "base64" : "utf8");
}

async function inBatches<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += size) {
    results.push(...(await Promise.all(items.slice(start, start + size).map(work))));
  }
  return results;
}
