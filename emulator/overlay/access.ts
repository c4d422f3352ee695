/** Who may see and change what. emulate lets strangers write to public repositories and any member administer. */
import type { AuthUser, GitHubStore, PermissionLevel, RepositoryRow, UserRow } from "../emulate-internals.ts";
import { forbidden, Refusal } from "./refusal.ts";

/** What a route needs: a permission of GitHub Apps and how much of it. */
export type Need = `${string}:${"read" | "write"}`;

const LEVELS: readonly PermissionLevel[] = ["pull", "triage", "push", "maintain", "admin"];

/** Least level of a person for writes that take more than being able to read. */
const LEVEL_TO_WRITE: Readonly<Record<string, PermissionLevel>> = {
  checks: "push",
  contents: "push",
  administration: "admin",
};

/** The highest level of a user: as owner, as member of the owning organization or as collaborator. */
export function levelOf(store: GitHubStore, repo: RepositoryRow, user: UserRow): PermissionLevel | undefined {
  if (repo.owner_type === "User" && repo.owner_id === user.id) return "admin";
  const invited = store.collaborators.findBy("repo_id", repo.id).find(({ user_id }) => user_id === user.id);
  const granted = [memberLevel(store, repo, user), invited?.permission];
  return LEVELS.findLast((level) => granted.includes(level));
}

function memberLevel(store: GitHubStore, repo: RepositoryRow, user: UserRow): PermissionLevel | undefined {
  if (repo.owner_type !== "Organization") return undefined;
  const teams = new Set(store.teams.findBy("org_id", repo.owner_id).map(({ id }) => id));
  const roles = store.teamMembers.findBy("user_id", user.id).filter(({ team_id }) => teams.has(team_id));
  if (roles.length === 0) return undefined;
  return roles.some(({ role }) => role === "maintainer") ? "admin" : "pull";
}

/** True when the level is at least the wanted one. */
function reaches(level: PermissionLevel | undefined, wanted: PermissionLevel): boolean {
  return level !== undefined && LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);
}

/** Whether the bearer of a token sees the repository at all. */
export function canSee(store: GitHubStore, repo: RepositoryRow, auth: AuthUser | undefined): boolean {
  if (!repo.private) return true;
  if (auth?.installation) return isInstalledOn(repo, auth.installation);
  const user = auth && store.users.findOneBy("login", auth.login);
  return user !== undefined && levelOf(store, repo, user) !== undefined;
}

function isInstalledOn(repo: RepositoryRow, installation: NonNullable<AuthUser["installation"]>): boolean {
  const { accountId, accountType, repositorySelection, repositoryIds } = installation;
  if (repo.owner_id !== accountId || repo.owner_type !== accountType) return false;
  return repositorySelection === "all" || repositoryIds.includes(repo.id);
}

/** @throws Refusal 401 or 403 when the bearer of the token may see the repository but not do this */
export function assertMay(
  store: GitHubStore,
  repo: RepositoryRow,
  auth: AuthUser | undefined,
  need: Need,
): void {
  const [permission = "", access] = need.split(":");
  if (access === "read" && !repo.private) return;
  if (auth === undefined) throw new Refusal(401, "Requires authentication");
  if (auth.installation) assertGranted(repo, auth.installation, permission, access === "write");
  else if (access === "write") assertLevel(store, repo, auth, LEVEL_TO_WRITE[permission] ?? "pull");
}

function assertGranted(
  repo: RepositoryRow,
  installation: NonNullable<AuthUser["installation"]>,
  permission: string,
  toWrite: boolean,
): void {
  const granted = installation.permissions[permission];
  const enough = granted === "write" || (granted === "read" && !toWrite) || permission === "metadata";
  if (!enough || !isInstalledOn(repo, installation)) {
    throw new Refusal(403, "Resource not accessible by integration");
  }
}

function assertLevel(store: GitHubStore, repo: RepositoryRow, auth: AuthUser, wanted: PermissionLevel): void {
  const user = store.users.findOneBy("login", auth.login);
  const level = user && levelOf(store, repo, user);
  if (!reaches(level ?? (repo.private ? undefined : "pull"), wanted)) throw forbidden();
}
