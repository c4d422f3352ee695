/** What was asked of the API, so that tests can count requests. */
import type { ApiRequest, Intercept } from "./overlay/front-door.ts";

/** One request and its answer. */
export interface RequestRecord {
  readonly method: string;
  /** Without /api/v3 and without the query. */
  readonly path: string;
  readonly query: string;
  /** Parsed JSON; undefined when there was no body or it was not JSON. */
  readonly body: unknown;
  readonly status: number;
  /** In whose name; for an app, its bot user. Undefined for requests with an app's JSON web token. */
  readonly login: string | undefined;
}

/** An empty log and the interceptor that fills it. */
export function requestLog(): { readonly intercept: Intercept; records(): readonly RequestRecord[] } {
  const records: RequestRecord[] = [];
  return {
    records: () => records,
    async intercept(request, next) {
      const response = await next();
      const { method, path, query, login } = request;
      records.push({ method, path, query, login, body: parseBody(request), status: response.status });
      return response;
    },
  };
}

function parseBody({ body }: ApiRequest): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
