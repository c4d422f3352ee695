/** JSON from public services: asked again when they are busy, refused when the answer is none. */

/** Gets a JSON document; with a body by POST. Throws one sentence that says who failed and how. */
export type GetJson = (url: string, body?: unknown) => Promise<unknown>;

/** What of the world it needs, so that tests can be quick. */
export interface Surroundings {
  readonly fetch: typeof fetch;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const PATIENCE_MS = 20_000;
const ATTEMPTS = 4;

/** Nobody waits longer for a command; the limit is told instead. */
const LONGEST_WAIT_MS = 60_000;

/** A size that no honest answer has. */
const MAX_BYTES = 20_000_000;

/** Binds it to a network and a clock. */
export function jsonGetter(surroundings: Surroundings): GetJson {
  return async (url, body) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await ask(url, body, surroundings);
      if (answer.ok) return readJson(url, answer);
      await answer.body?.cancel();
      const wait = waitFor(answer, attempt, surroundings.now());
      if (wait === undefined || attempt === ATTEMPTS) throw new Error(refusalOf(url, answer, wait));
      if (wait > LONGEST_WAIT_MS)
        throw new Error(`${hostOf(url)} limits how often it is asked; try again in ${inMinutes(wait)}`);
      await surroundings.sleep(wait);
    }
  };
}

async function ask(url: string, body: unknown, { fetch }: Surroundings): Promise<Response> {
  const headers = { accept: "application/json", "user-agent": "kamal-review update-advisories" };
  const post = {
    method: "POST",
    body: JSON.stringify(body),
    headers: { ...headers, "content-type": "application/json" },
  };
  const options = body === undefined ? { headers } : post;
  try {
    return await fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    throw new Error(`${hostOf(url)} can't be reached: ${reasonOf(error)}`, { cause: error });
  }
}

async function readJson(url: string, answer: Response): Promise<unknown> {
  try {
    const text = await answer.text();
    if (text.length > MAX_BYTES) throw new Error("too long");
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${hostOf(url)} answers with something that is no JSON`, { cause: error });
  }
}

/** How long to wait before asking again; undefined when asking again is of no use. A 403 is a limit only when it says so. */
function waitFor({ status, headers }: Response, attempt: number, now: number): number | undefined {
  const told = toldWait(headers, now);
  if (status === 429 || (status === 403 && told !== undefined)) return told ?? backOff(attempt);
  return status >= 500 ? (told ?? backOff(attempt)) : undefined;
}

/** `Retry-After` in seconds or as a date, or the time at which a used-up limit starts anew. */
function toldWait(headers: Headers, now: number): number | undefined {
  const after = headers.get("retry-after");
  if (after !== null) {
    const wait = /^\d{1,9}$/.test(after.trim()) ? Number(after) * 1_000 : Date.parse(after) - now;
    return Number.isNaN(wait) ? undefined : Math.max(0, wait);
  }
  const reset = headers.get("x-ratelimit-reset") ?? "";
  if (headers.get("x-ratelimit-remaining") !== "0" || !/^\d{1,12}$/.test(reset)) return undefined;
  return Math.max(0, Number(reset) * 1_000 - now);
}

function backOff(attempt: number): number {
  return 500 * 2 ** attempt;
}

function refusalOf(url: string, { status }: Response, wait: number | undefined): string {
  return `${hostOf(url)} answers ${status}${wait === undefined ? "" : `, also when asked ${ATTEMPTS} times`}`;
}

function inMinutes(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}

function hostOf(url: string): string {
  return new URL(url).host;
}

/** Errors of `fetch` hold what happened in their cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer in ${PATIENCE_MS / 1_000} seconds`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
