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

/** Retries after a rate limit, with the pause GitHub asks for; more would hold a worker for hours. */
const MAX_RATE_LIMIT_RETRIES = 2;

const PacedOctokit = Octokit.plugin(retry, throttling);

/** An API client. Installation tokens are fetched when needed and cached by the client. */
export function clientFor(access: AppAccess, { installationId, repositoryId }: RepositoryRef): Octokit {
  const onLimit = (_after: number, _options: unknown, _octokit: unknown, retries: number): boolean =>
    retries < MAX_RATE_LIMIT_RETRIES;
  const polite = access.pace === "polite";
  return new PacedOctokit({
    authStrategy: createAppAuth,
    auth: {
      appId: access.appId,
      privateKey: access.privateKey,
      installationId,
      repositoryIds: [repositoryId],
    },
    baseUrl: access.apiUrl,
    userAgent: "kamal-review",
    ...(access.fetch ? { request: { fetch: access.fetch } } : {}),
    throttle: { enabled: polite, onRateLimit: onLimit, onSecondaryRateLimit: onLimit },
    retry: { enabled: polite },
    log: SILENT,
  });
}

const ignore = (): void => {};

/** Octokit's own log lines lack the delivery id; what matters is thrown and logged once by the queue. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
