/** Makes a repository of the organization with its first commit and its people. */
import { commitFiles, type FileContent } from "./commit-files.ts";
import { type Repository, type RepositoryServer, repositoryHandle } from "./repository.ts";
import { ORGANIZATION, PEOPLE } from "./seed.ts";

/** A repository to be made. */
export interface CreateRepositoryOptions {
  readonly name: string;
  readonly private?: boolean;
  /** Files of the first commit, on `main`. */
  readonly files: Readonly<Record<string, FileContent>>;
  /** Rights by login. By default the writer may push. */
  readonly collaborators?: Readonly<Record<string, "pull" | "triage" | "push" | "maintain" | "admin">>;
}

const DEFAULT_BRANCH = "main";

/** Acts as the administrator of the organization. */
export async function createRepository(
  server: RepositoryServer,
  options: CreateRepositoryOptions,
): Promise<Repository> {
  const { name, private: isPrivate = false, files, collaborators = { [PEOPLE.writer]: "push" } } = options;
  const client = server.clientFor(PEOPLE.admin);
  const repository = { owner: ORGANIZATION, repo: name };
  await client.repos.createInOrg({ org: ORGANIZATION, name, private: isPrivate });
  const target = { ...repository, client, defaultBranch: DEFAULT_BRANCH };
  await commitFiles(target, { branch: DEFAULT_BRANCH, message: "Initial commit", files });
  for (const [username, permission] of Object.entries(collaborators)) {
    await client.repos.addCollaborator({ ...repository, username, permission });
  }
  return repositoryHandle(server, {
    owner: ORGANIZATION,
    name,
    defaultBranch: DEFAULT_BRANCH,
    actor: PEOPLE.writer,
  });
}
