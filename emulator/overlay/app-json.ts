/** GitHub's JSON of an app ("integration" in its OpenAPI description), which emulate leaves null. */
import type { AppRow } from "../emulate-internals.ts";
import type { GitHubServer } from "./github-server.ts";
import type { JsonObject } from "./json.ts";

/** The app as it stands in check runs, check suites and comments; null when there is none. */
export function appJson({ baseUrl }: GitHubServer, app: AppRow | undefined): JsonObject | null {
  if (app === undefined) return null;
  const { app_id, slug, node_id, name, description, permissions, events, created_at, updated_at } = app;
  const page = `${baseUrl}/apps/${slug}`;
  const described = { id: app_id, slug, node_id, name, description, external_url: page, html_url: page };
  return { ...described, permissions, events, created_at, updated_at };
}
