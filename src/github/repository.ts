/** A repository on GitHub as the use cases see it. */
import type { Octokit } from "@octokit/rest";
import type { Forge, Repository, RepositoryRef } from "../service/ports.ts";
import { changeSource } from "./change-source.ts";
import { openCheck } from "./check-run.ts";
import { type AppAccess, clientFor } from "./client.ts";
import { ownComments, postReview, updateComment } from "./comments.ts";
import { isStatus } from "./http-status.ts";

/** Opens repositories with the App's access. `markerKey` tells our comments from forged ones. */
export function gitHubForge(access: AppAccess, markerKey: Uint8Array): Forge {
  const clients = new Map<string, Octokit>();
  return {
    repository: (ref) => gitHubRepository(cachedClient(clients, access, ref), ref, access, markerKey),
  };
}

/** Clients hold their installation token for an hour; so many repositories keep theirs at hand. */
const MAX_CLIENTS = 200;

function cachedClient(clients: Map<string, Octokit>, access: AppAccess, ref: RepositoryRef): Octokit {
  const key = `${ref.installationId}/${ref.repositoryId}`;
  const client = clients.get(key) ?? clientFor(access, ref);
  clients.delete(key);
  clients.set(key, client);
  for (const oldest of clients.keys()) if (clients.size > MAX_CLIENTS) clients.delete(oldest);
  return client;
}

function gitHubRepository(
  octokit: Octokit,
  ref: RepositoryRef,
  access: AppAccess,
  markerKey: Uint8Array,
): Repository {
  const { owner, name: repo } = ref;
  return {
    ref,
    ...changeSource(octokit, ref),
    openCheck: (headSha, status) => openCheck(octokit, ref, access.appId, headSha, status),
    comments: (number) => ownComments(octokit, ref, number, markerKey),
    postReview: (pullNumber, headSha, body, comments) =>
      postReview(octokit, ref, { pullNumber, headSha, body, comments }),
    updateComment: (id, body) => updateComment(octokit, ref, id, body),
    linkTo: (sha, path, line) => `${access.webUrl}/${owner}/${repo}/blob/${sha}/${inAddress(path)}#L${line}`,
    canWrite: (login) => canWrite(octokit, ref, login),
    react: async (commentId, content) => {
      await octokit.rest.reactions.createForIssueComment({ owner, repo, comment_id: commentId, content });
    },
  };
}

/** A path as part of an address, in which no bracket can end a Markdown link. */
function inAddress(path: string): string {
  const parts = path.toWellFormed().split("/").map(encodeURIComponent);
  return parts.join("/").replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

/** Looked up when it is asked. GitHub reports maintain as write and triage as read; 404 means no right at all. */
async function canWrite(
  octokit: Octokit,
  { owner, name: repo }: RepositoryRef,
  username: string,
): Promise<boolean> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username });
    return data.permission === "admin" || data.permission === "write";
  } catch (error) {
    if (isStatus(error, 404)) return false;
    throw error;
  }
}
