/**
 * What happens to every request on its way in and out, whatever its route: the /api/v3 prefix of GitHub
 * Enterprise Server, credentials, GitHub's wording of refusals, completed objects.
 */
import type { AuthUser, GitHubStore, Router } from "../emulate-internals.ts";
import { canSee } from "./access.ts";
import type { GitHubServer } from "./github-server.ts";
import { isObject } from "./json.ts";

/** A request as it came in, with its body read. */
export interface ApiRequest {
  readonly method: string;
  /** Without /api/v3 and without the query. */
  readonly path: string;
  /** The query, with its "?" when there is one. */
  readonly query: string;
  /** The body as sent; empty when there was none. */
  readonly body: string;
  /** Login of the user, or of the bot user of the app, in whose name the request came. */
  readonly login: string | undefined;
}

/** Stands between the network and the API. */
export type Intercept = (request: ApiRequest, next: () => Promise<Response>) => Promise<Response>;

type Tokens = ReadonlyMap<string, AuthUser>;

/** Puts the door in front of emulate's router. */
export function openFrontDoor(app: Router, server: GitHubServer, tokens: Tokens, intercept: Intercept): void {
  const fetchInside = app.fetch;
  app.fetch = async (incoming) => {
    const auth = tokens.get(tokenOf(incoming));
    const { request, description } = await admit(server.store, incoming, auth);
    return intercept(description, async () => {
      if (hasUnknownToken(incoming, tokens)) return refusal(401, "Bad credentials");
      return present(server, description.path, auth, await fetchInside(request));
    });
  };
}

async function admit(store: GitHubStore, incoming: Request, auth: AuthUser | undefined) {
  const url = new URL(incoming.url);
  url.pathname = url.pathname.replace(/^\/api\/v3(?=\/)/, "");
  const { method, headers } = incoming;
  const body = await incoming.text();
  const takesBody = method !== "GET" && method !== "HEAD";
  // GitHub takes no body for an empty object, emulate takes it for broken JSON.
  const request = new Request(url, { method, headers, ...(takesBody && { body: body || "{}" }) });
  const login = loginOf(store, auth);
  return { request, description: { method, path: url.pathname, query: url.search, body, login } };
}

function loginOf(store: GitHubStore, auth: AuthUser | undefined): string | undefined {
  if (auth?.installation === undefined) return auth?.login;
  return `${store.apps.findOneBy("app_id", auth.installation.appId)?.slug}[bot]`;
}

function tokenOf(request: Request): string {
  return (request.headers.get("authorization") ?? "").replace(/^(bearer|token) /i, "");
}

/** emulate takes an unknown token for its first user; GitHub refuses it. JSON web tokens are checked by routes. */
function hasUnknownToken(request: Request, tokens: Tokens): boolean {
  const token = tokenOf(request);
  return token !== "" && !token.startsWith("eyJ") && !tokens.has(token);
}

async function present(
  server: GitHubServer,
  path: string,
  auth: AuthUser | undefined,
  response: Response,
): Promise<Response> {
  if (!response.headers.get("content-type")?.startsWith("application/json")) return response;
  const hidden = hides(server.store, path, auth, response.status);
  if (hidden) return refusal(404, "Not Found");
  const json: unknown = await response.json();
  if (auth?.installation && isObject(json) && json.message === "Forbidden") {
    return refusal(403, "Resource not accessible by integration");
  }
  server.objects.complete(json);
  return Response.json(json, { status: response.status, headers: response.headers });
}

/** GitHub does not admit that a private repository exists; emulate answers 401 or 403. */
function hides(store: GitHubStore, path: string, auth: AuthUser | undefined, status: number): boolean {
  const fullName = /^\/repos\/([^/]+\/[^/]+)/.exec(path)?.[1];
  const repo = fullName && store.repos.findOneBy("full_name", decodeURIComponent(fullName));
  return (status === 401 || status === 403) && !!repo && !canSee(store, repo, auth);
}

function refusal(status: number, message: string): Response {
  return Response.json({ message, documentation_url: "https://docs.github.com/rest" }, { status });
}
