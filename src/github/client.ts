/** Octokit for one repository: a token of the App's installation that is good for this repository only. */
import { createAppAuth } from "@octokit/auth-app";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import type { RepositoryRef } from "../service/ports.ts";

/** How to reach GitHub as the App. */
export interface AppAccess {
  readonly appId: number;
  readonly privateKey: string;
  /** Address of the REST API, e.g. `https://api.github.com`. */
  readonly apiUrl: string;
  /** Address of the pages people see, e.g. `https://github.com`. */
  readonly webUrl: string;
  /** Off only in tests and in the demo, which need not spare a server of their own. */
  readonly pace: "polite" | "unlimited";
  /** Replaces the network in tests. */
  readonly fetch?: typeof fetch;
}

/** Retries after a rate limit, with the pause GitHub asks for. */
const MAX_RATE_LIMIT_RETRIES = 2;

/** Seconds: a longer pause would hold a worker and an open check, so the review fails and the queue tries it again later. */
const LONGEST_PAUSE = 60;

/** Statuses that another request at once would not better; rate limits (403, 429) are the other plugin's. */
const LEFT_ALONE = [400, 401, 403, 404, 410, 413, 422, 429, 451];

const PacedOctokit = Octokit.plugin(retry, throttling);

/** An API client. Its token is fetched when it is first needed, and again when it runs out. */
export function clientFor(access: AppAccess, ref: RepositoryRef): Octokit {
  const onLimit = (after: number, _options: unknown, _octokit: unknown, retries: number): boolean =>
    after <= LONGEST_PAUSE && retries < MAX_RATE_LIMIT_RETRIES;
  const polite = access.pace === "polite";
  return new PacedOctokit({
    authStrategy: narrowAuth,
    auth: { access, ref },
    baseUrl: access.apiUrl,
    userAgent: "kamal-review",
    ...(access.fetch ? { request: { fetch: access.fetch } } : {}),
    throttle: { enabled: polite, onRateLimit: onLimit, onSecondaryRateLimit: onLimit },
    retry: { enabled: polite, doNotRetry: LEFT_ALONE },
    log: SILENT,
  });
}

interface NarrowAuthOptions {
  readonly access: AppAccess;
  readonly ref: RepositoryRef;
  /** Given by Octokit. */
  readonly request: OctokitRequest;
}

type OctokitRequest = Octokit["request"];

type Hook = ReturnType<typeof createAppAuth>["hook"];

/**
 * Octokit's own strategy for installations always asks for a token to all of their repositories; this one asks for one. The
 * request for the token goes through the same hook, where the library signs it as the App.
 */
function narrowAuth({ access, ref, request }: NarrowAuthOptions) {
  const { appId, privateKey } = access;
  const { installationId, repositoryId } = ref;
  const appAuth = createAppAuth({ appId, privateKey, request });
  const token = () => appAuth({ type: "installation", installationId, repositoryIds: [repositoryId] });
  const hook: Hook = async (send, route, parameters) => {
    const endpoint =
      typeof route === "string" ? send.endpoint.merge(route, parameters) : send.endpoint.merge(route);
    if (endpoint.url?.endsWith("/access_tokens")) return appAuth.hook(send, route, parameters);
    endpoint.headers.authorization = `token ${(await token()).token}`;
    return send(endpoint as unknown as string);
  };
  return Object.assign(token, { hook });
}

const ignore = (): void => {};

/** Octokit's own log lines lack the delivery id; what matters is thrown and logged once by the queue. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
