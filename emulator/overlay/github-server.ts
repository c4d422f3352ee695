/** What the parts of the overlay are written against: the store, routes, objects and events of one server. */
import type {
  Context,
  GitHubModule,
  GitHubStore,
  Registration,
  RepositoryRow,
  UserRow,
} from "../emulate-internals.ts";
import { assertMay, type Need } from "./access.ts";
import { type ApiCall, apiCall } from "./api-call.ts";
import { type EventSink, type Events, events } from "./events.ts";
import { isObject, type JsonObject } from "./json.ts";
import { type ObjectCompletion, objectCompletion } from "./object-completion.ts";
import { type OriginalRoutes, originalRoutes } from "./original-routes.ts";
import { Refusal } from "./refusal.ts";

type Answer = Response | Promise<Response>;

/** See the module comment. */
export interface GitHubServer {
  readonly store: GitHubStore;
  readonly baseUrl: string;
  readonly objects: ObjectCompletion;
  readonly events: Events;
  readonly originals: OriginalRoutes;
  /** Adds a route, in place of emulate's if it has one. `need` is checked before `handler` runs. */
  route(method: string, path: string, need: Need, handler: (call: ApiCall) => Answer): void;
  /** Adds to a route of emulate; `original` runs emulate's handler, which checks permissions itself. */
  around(
    method: string,
    path: string,
    handler: (call: ApiCall, original: () => Promise<Response>) => Answer,
  ): void;
  /** A route outside repositories; it checks access itself. */
  plainRoute(method: string, path: string, handler: (call: ApiCall) => Answer): void;
  /** Sends an event of a repository; `repository` and `sender` are added. */
  send(event: string, payload: JsonObject, repo: RepositoryRow, sender: UserRow): void;
  /** The user who caused an event. */
  userBehind(payload: JsonObject): UserRow;
  /** Makes another request in the name of the caller. @throws Refusal when that is refused */
  request(call: ApiCall, method: string, path: string, body: JsonObject): Promise<JsonObject>;
  /** GitHub's JSON of a repository. */
  repositoryJson(repo: RepositoryRow): JsonObject;
  /** GitHub's JSON of a user. */
  userJson(user: UserRow): JsonObject;
}

/** Builds the server around the arguments of emulate's registration. Routes added here win over emulate's. */
export function githubServer(
  registration: Registration,
  module: GitHubModule,
  sink: EventSink,
): GitHubServer {
  const [app, emulateStore, , baseUrl] = registration;
  const store = module.getGitHubStore(emulateStore);
  const objects = objectCompletion(baseUrl);
  const originals = originalRoutes();
  const fetchInside = app.fetch;
  const on = (method: string, path: string, handler: (call: ApiCall) => Answer): void => {
    app.on(method, path, (context) => answer(context, () => handler(apiCall(context, store))));
  };
  const server: GitHubServer = {
    store,
    baseUrl,
    objects,
    originals,
    events: events(objects.complete, sink),
    plainRoute: on,
    route: (method, path, need, handler) =>
      on(method, path, (call) => {
        assertMay(store, call.repo, call.auth, need);
        return handler(call);
      }),
    around: (method, path, handler) => {
      originals.expect(method, path);
      on(method, path, (call) => handler(call, async () => originals.handler(method, path)(call.context)));
    },
    send: (event, payload, repo, sender) =>
      server.events.publish(event, { ...payload, ...participants(server, repo, sender) }, repo),
    userBehind: (payload) => userBehind(store, payload),
    request: (call, method, path, body) => requestInside(fetchInside, baseUrl, call, method, path, body),
    repositoryJson: (repo) => originals.read("/repos/:owner/:repo", splitName(repo), repo),
    userJson: (user) => originals.read("/users/:username", { username: user.login }),
  };
  return server;
}

async function answer(context: Context, handle: () => Answer): Promise<Response> {
  try {
    return await handle();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message, errors, status } = error;
    const documentation_url = "https://docs.github.com/rest";
    return context.json({ message, ...(errors && { errors }), documentation_url }, status);
  }
}

function participants(server: GitHubServer, repo: RepositoryRow, sender: UserRow): JsonObject {
  return { repository: server.repositoryJson(repo), sender: server.userJson(sender) };
}

function userBehind(store: GitHubStore, { sender }: JsonObject): UserRow {
  const user = isObject(sender) ? store.users.findOneBy("login", String(sender.login)) : undefined;
  if (user === undefined) throw new Error("An event without a known sender");
  return user;
}

/** Path parameters of a repository. */
export function splitName(repo: RepositoryRow): { owner: string; repo: string } {
  const [owner = "", name = ""] = repo.full_name.split("/");
  return { owner, repo: name };
}

async function requestInside(
  fetchInside: (request: Request) => Promise<Response>,
  baseUrl: string,
  call: ApiCall,
  method: string,
  path: string,
  body: JsonObject,
): Promise<JsonObject> {
  const authorization = call.context.req.header("Authorization") ?? "";
  const request = new Request(`${baseUrl}${path}`, {
    method,
    headers: { authorization, "content-type": "application/json" },
    ...(method !== "GET" && { body: JSON.stringify(body) }),
  });
  const response = await fetchInside(request);
  const result = (await response.json()) as JsonObject;
  if (!response.ok) throw new Refusal(response.status, String(result.message));
  return result;
}
