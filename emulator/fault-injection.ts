/** Failures on demand: the next matching requests get a prepared answer and never reach the API. */
import type { Intercept } from "./overlay/front-door.ts";

/** Which requests fail, and how. */
export interface Fault {
  readonly method: string;
  /** Matched against the path without /api/v3 and without the query. */
  readonly path: RegExp;
  readonly status: number;
  /** JSON body; by default a message. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many requests fail; 1 by default. */
  readonly times?: number;
}

/** No faults yet, and the interceptor that serves them. */
export function faultInjection(): { readonly intercept: Intercept; failNext(fault: Fault): void } {
  let pending: Fault[] = [];
  return {
    failNext: (fault) => pending.push(...Array<Fault>(fault.times ?? 1).fill(fault)),
    async intercept({ method, path }, next) {
      const fault = pending.find((candidate) => candidate.method === method && candidate.path.test(path));
      if (fault === undefined) return next();
      pending = pending.toSpliced(pending.indexOf(fault), 1);
      const { status, body = { message: "Failed on demand" }, headers = {} } = fault;
      return Response.json(body, { status, headers });
    },
  };
}
