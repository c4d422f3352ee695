/**
 * The permission of a user in GitHub's words: `permission` is a base role, `role_name` the exact one.
 * "the maintain role is mapped to write and the triage role is mapped to read" (docs of Get repository
 * permissions for a user).
 */
import type { PermissionLevel } from "../emulate-internals.ts";
import { levelOf } from "./access.ts";
import type { GitHubServer } from "./github-server.ts";
import { notFound } from "./refusal.ts";

const ROLES: Readonly<Record<PermissionLevel, { permission: string; role_name: string }>> = {
  admin: { permission: "admin", role_name: "admin" },
  maintain: { permission: "write", role_name: "maintain" },
  push: { permission: "write", role_name: "write" },
  triage: { permission: "read", role_name: "triage" },
  pull: { permission: "read", role_name: "read" },
};

const NONE = { permission: "none", role_name: "none" };

/** Replaces the route. */
export function collaboratorPermission(server: GitHubServer): void {
  const path = "/repos/:owner/:repo/collaborators/:username/permission";
  server.route("GET", path, "metadata:read", (call) => {
    const user = server.store.users.findOneBy("login", call.param("username"));
    if (user === undefined) throw notFound();
    const level = levelOf(server.store, call.repo, user);
    return call.json({ ...(level ? ROLES[level] : NONE), user: server.userJson(user) });
  });
}
