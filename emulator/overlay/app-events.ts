/** Which events reach an app, and what GitHub adds to them on the way. */
import type { RepositoryRow } from "../emulate-internals.ts";
import type { EventSink } from "./events.ts";
import { isObject, type JsonObject } from "./json.ts";
import { ownerLogin } from "./rows.ts";

/** An app that is installed on all repositories of an organization. */
export interface InstalledApp {
  readonly id: number;
  readonly installationId: number;
  readonly organization: string;
}

/** A sink that passes on what the app would receive. */
export function appEvents(
  app: InstalledApp,
  deliver: (event: string, payload: JsonObject) => void,
): EventSink {
  return (event, payload, repo) => {
    if (!receives(app, payload, repo)) return;
    const organization = { login: app.organization, id: repo.owner_id };
    deliver(event, { ...payload, organization, installation: { id: app.installationId } });
  };
}

/**
 * A fork belongs to someone else, so its own events stay there. Requests to rerun go to the owner of the check
 * alone ("webhook events and payloads" in GitHub's docs, check_run).
 */
function receives(app: InstalledApp, payload: JsonObject, repo: RepositoryRow): boolean {
  if (ownerLogin(repo) !== app.organization) return false;
  const asksOwner = payload.action === "rerequested" || payload.action === "requested_action";
  const check = payload.check_run ?? payload.check_suite;
  const owner = isObject(check) ? check.app : undefined;
  return !asksOwner || (isObject(owner) && owner.id === app.id);
}
