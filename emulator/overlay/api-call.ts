/** One request to a route of the overlay: what it asks for, on which repository, in whose name. */
import type { AppRow, AuthUser, Context, GitHubStore, RepositoryRow, UserRow } from "../emulate-internals.ts";
import { canSee } from "./access.ts";
import { isObject, type JsonObject } from "./json.ts";
import { notFound, Refusal } from "./refusal.ts";
import { botUser } from "./rows.ts";

/** See the module comment. */
export interface ApiCall {
  readonly context: Context;
  readonly auth: AuthUser | undefined;
  /** The repository of the path. Throws 404 when there is none or the caller may not see it. */
  readonly repo: RepositoryRow;
  /** The app whose installation token came with the request. */
  readonly app: AppRow | undefined;
  /** The user in whose name a write happens; for an app its bot user. Throws 401 when there is none. */
  readonly actor: UserRow;
  param(name: string): string;
  /** A number in the path. Throws 404 when it is not one. */
  id(name: string): number;
  query(name: string): string | undefined;
  /** The JSON body. Throws 400 when it is broken. */
  body(): Promise<JsonObject>;
  json(data: unknown, status?: number): Response;
  /** The page that the query asks for; sets the Link header. */
  page<T>(items: readonly T[]): T[];
}

/** Reads lazily, so that a route pays (and fails) only for what it uses. */
export function apiCall(context: Context, store: GitHubStore): ApiCall {
  const auth = context.get("authUser");
  return {
    context,
    auth,
    get repo() {
      return visibleRepository(context, store, auth);
    },
    get app() {
      return auth?.installation && store.apps.findOneBy("app_id", auth.installation.appId);
    },
    get actor() {
      return actorOf(store, auth, this.app);
    },
    param: (name) => context.req.param(name),
    id: (name) => pathNumber(context.req.param(name)),
    query: (name) => context.req.query(name),
    body: () => readBody(context.req.raw),
    json: (data, status = 200) => context.json(data, status),
    page: (items) => page(context, items),
  };
}

function visibleRepository(context: Context, store: GitHubStore, auth: AuthUser | undefined): RepositoryRow {
  const fullName = `${context.req.param("owner")}/${context.req.param("repo")}`;
  const repo = store.repos.findOneBy("full_name", fullName);
  if (repo === undefined || !canSee(store, repo, auth)) throw notFound();
  return repo;
}

function actorOf(store: GitHubStore, auth: AuthUser | undefined, app: AppRow | undefined): UserRow {
  const user = app ? botUser(store, app) : auth && store.users.findOneBy("login", auth.login);
  if (user === undefined) throw new Refusal(401, "Requires authentication");
  return user;
}

function pathNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw notFound();
  return Number(value);
}

async function readBody(request: Request): Promise<JsonObject> {
  // A clone: emulate's own handler may have to read the body too.
  const sent = await request.clone().text();
  try {
    const body: unknown = JSON.parse(sent);
    return isObject(body) ? body : {};
  } catch {
    throw new Refusal(400, "Problems parsing JSON");
  }
}

function page<T>(context: Context, items: readonly T[]): T[] {
  const size = Math.min(100, countParameter(context, "per_page", 30));
  const number = countParameter(context, "page", 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (target: number, rel: string): string => {
    const url = new URL(context.req.url);
    url.searchParams.set("page", String(target));
    return `<${url.href}>; rel="${rel}"`;
  };
  const forward = number < last ? [link(number + 1, "next"), link(last, "last")] : [];
  const back = number > 1 ? [link(number - 1, "prev"), link(1, "first")] : [];
  if (last > 1) context.header("Link", [...back, ...forward].join(", "));
  return items.slice((number - 1) * size, number * size);
}

function countParameter(context: Context, name: string, fallback: number): number {
  const given = Number(context.req.query(name));
  return Number.isInteger(given) && given > 0 ? given : fallback;
}
