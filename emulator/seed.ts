/** Who is there when the server starts: one organization, four people, two apps. Repositories come later. */

/** The organization that owns the repositories. */
export const ORGANIZATION = "acme";

/** The people. A repository gives each of them the rights that its `collaborators` say. */
export const PEOPLE = {
  /** Has no rights anywhere; the first user is emulate's stand-in for unknown callers. */
  nobody: "nobody",
  /** Administers the organization. */
  admin: "ada",
  /** May push to every repository unless it says otherwise. */
  writer: "wim",
  /** Is not invited anywhere: sees public repositories, forks them. */
  outsider: "otto",
} as const;

/** Kamal Review itself, with the permissions and events of its manifest. */
export const APP = {
  id: 4242,
  slug: "kamal-review",
  name: "Kamal Review",
  installationId: 777,
  webhookSecret: "the webhook secret of the emulated app",
  permissions: {
    checks: "write",
    contents: "read",
    issues: "read",
    merge_queues: "read",
    metadata: "read",
    pull_requests: "write",
  },
} as const;

/** Another app with checks of its own; it receives no webhooks. */
export const OTHER_APP = {
  id: 5151,
  slug: "other-checks",
  name: "Other Checks",
  installationId: 888,
  permissions: { checks: "write", metadata: "read", pull_requests: "write" },
} as const;

/** The token of a person. */
export function tokenOf(login: string): string {
  return `token-of-${login}`;
}

/** The seed in emulate's format. Webhooks are sent by us, so it gets no webhook URL. */
export function seed() {
  const logins = Object.values(PEOPLE);
  return {
    tokens: Object.fromEntries(
      logins.map((login) => [tokenOf(login), { login, scopes: ["repo", "admin:org"] }]),
    ),
    github: {
      users: logins.map((login) => ({ login, name: login, email: `${login}@example.com` })),
      orgs: [{ login: ORGANIZATION, members: [{ login: PEOPLE.admin, role: "admin" }] }],
      apps: [APP, OTHER_APP].map(({ id, slug, name, installationId, permissions }) => ({
        app_id: id,
        slug,
        name,
        permissions,
        events: ["*"],
        installations: [
          { installation_id: installationId, account: ORGANIZATION, repository_selection: "all" },
        ],
      })),
    },
  };
}
