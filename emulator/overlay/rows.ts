/** Making rows as emulate makes them. */
import type { AppRow, Collection, GitHubStore, RepositoryRow, Row, UserRow } from "../emulate-internals.ts";
import type { UrlIds } from "./object-completion.ts";

/** Inserts a row and gives it the node id that emulate would give it. `kind` is GitHub's name of the type. */
export function insertRow<T extends Row>(
  collection: Collection<T>,
  kind: string,
  row: Omit<T, keyof Row>,
): T {
  // The id is known only afterwards; the cast says that a Row and the rest make a whole T.
  const { id } = collection.insert({ ...row, node_id: "" } as Omit<T, "id" | "created_at" | "updated_at">);
  const node_id = Buffer.from(`0:${kind}${id}`).toString("base64").replace(/=+$/, "");
  return collection.update(id, { node_id } as Partial<T>) as T;
}

/** The user that an app acts as: `<slug>[bot]`, made on first use. */
export function botUser(store: GitHubStore, app: AppRow): UserRow {
  const login = `${app.slug}[bot]`;
  return (
    store.users.findOneBy("login", login) ??
    insertRow(store.users, "Bot", {
      login,
      type: "Bot",
      name: app.name,
      email: `${app.app_id}+${login}@users.noreply.github.com`,
      gravatar_id: "",
      site_admin: false,
    })
  );
}

/** Points a ref (and the branch of that name) at a commit, making both when they are new. */
export function setRef(store: GitHubStore, repo: RepositoryRow, ref: string, sha: string): void {
  const known = store.refs.findBy("repo_id", repo.id).find((row) => row.ref === ref);
  if (known) store.refs.update(known.id, { sha });
  else insertRow(store.refs, "Ref", { repo_id: repo.id, ref, sha });
  if (ref.startsWith("refs/heads/")) setBranch(store, repo, ref.slice("refs/heads/".length), sha);
}

function setBranch(store: GitHubStore, repo: RepositoryRow, name: string, sha: string): void {
  const known = findBranch(store, repo, name);
  if (known) store.branches.update(known.id, { sha });
  else insertRow(store.branches, "Branch", { repo_id: repo.id, name, sha, protected: false });
}

/** The branch of that name. */
export function findBranch(store: GitHubStore, repo: RepositoryRow, name: string) {
  return store.branches.findBy("repo_id", repo.id).find((branch) => branch.name === name);
}

/** The repository of an object's url with `:owner` and `:repo`. */
export function repositoryOfUrl(store: GitHubStore, { owner, repo }: UrlIds): RepositoryRow | undefined {
  return store.repos.findOneBy("full_name", `${owner}/${repo}`);
}

/** Login of the owner of a repository. */
export function ownerLogin(repo: RepositoryRow): string {
  return repo.full_name.slice(0, repo.full_name.indexOf("/"));
}
