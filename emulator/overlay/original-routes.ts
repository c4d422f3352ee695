/** emulate's own route handlers, kept so that the overlay can call what it covers up. */
import type {
  AuthUser,
  Context,
  ContextVariables,
  Handler,
  RepositoryRow,
  Router,
} from "../emulate-internals.ts";
import { isObject, type JsonObject } from "./json.ts";

/** See the module comment. */
export interface OriginalRoutes {
  /** Says that a route will be needed. */
  expect(method: string, path: string): void;
  /**
   * Runs emulate's registration of routes and remembers every handler on the way.
   * @throws when an expected route was not among them
   */
  record(app: Router, register: () => void): void;
  /** @throws when this version of emulate has no such route */
  handler(method: string, path: string): Handler;
  /**
   * What emulate's handler of a GET route would send. emulate exports none of its formatters, so this is the
   * way to its JSON of a repository, a user or a pull request.
   */
  read(path: string, parameters: Readonly<Record<string, string | number>>, repo?: RepositoryRow): JsonObject;
}

/** An empty memory; `record` fills it. */
export function originalRoutes(): OriginalRoutes {
  const handlers = new Map<string, Handler>();
  const expected: Array<[method: string, path: string]> = [];
  const handler = (method: string, path: string): Handler => {
    const found = handlers.get(`${method} ${path}`);
    if (found === undefined) throw new Error(`This version of emulate has no route ${method} ${path}`);
    return found;
  };
  return {
    expect: (method, path) => expected.push([method, path]),
    record: (app, register) => {
      recordRoutes(handlers, app, register);
      for (const route of expected) handler(...route);
    },
    handler,
    read: (path, parameters, repo) => readSync(handler("GET", path), parameters, repo),
  };
}

function recordRoutes(handlers: Map<string, Handler>, app: Router, register: () => void): void {
  const on = app.on;
  app.on = (method, path, ...given) => {
    const last = given.at(-1);
    if (last) handlers.set(`${method} ${path}`, last);
    return on.call(app, method, path, ...given);
  };
  register();
  app.on = on;
}

/** Runs a GET handler outside any request. Those that we read answer synchronously. */
function readSync(
  handler: Handler,
  parameters: Readonly<Record<string, string | number>>,
  repo?: RepositoryRow,
): JsonObject {
  let answer: unknown;
  const variables: ContextVariables = repo ? { authUser: ownersApp(repo) } : {};
  const context: Context = {
    req: {
      raw: new Request("http://emulate.invalid/"),
      url: "http://emulate.invalid/",
      param: (name) => String(parameters[name] ?? ""),
      query: () => undefined,
      header: () => undefined,
    },
    get: (name) => variables[name],
    header: () => {},
    json: (data) => {
      answer = data;
      return new Response();
    },
  };
  handler(context);
  if (!isObject(answer)) throw new Error("emulate answered with something other than an object");
  return answer;
}

/** An installation that may read all of a repository. */
function ownersApp(repo: RepositoryRow): AuthUser {
  return {
    login: "overlay",
    id: 0,
    scopes: [],
    installation: {
      installationId: 0,
      appId: 0,
      accountId: repo.owner_id,
      accountType: repo.owner_type,
      permissions: {
        checks: "read",
        contents: "read",
        issues: "read",
        metadata: "read",
        pull_requests: "read",
      },
      repositoryIds: [],
      repositorySelection: "all",
    },
  };
}
