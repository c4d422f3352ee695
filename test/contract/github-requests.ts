/**
 * Checks requests against GitHub's own description of its REST API, so that a test fails on what GitHub would
 * refuse, or silently ignore, although the server in the test takes it.
 */
import { type CutOperation, findOperation } from "./github-operations.ts";
import { limitViolations } from "./limit-violations.ts";
import { bodyViolations, parameterViolations } from "./schema-violations.ts";

/** A request to GitHub: `url` absolute or from the API's root, `body` as it was before it became JSON. */
export interface GitHubRequest {
  readonly method: string;
  readonly url: string | URL;
  readonly body?: unknown;
}

/** A `fetch` that lets through only what GitHub would take, and remembers what it stopped. */
export type ContractFetch = typeof fetch & { readonly violations: readonly string[] };

/** GitHub Enterprise Server serves the same API below this path. */
const ENTERPRISE_PREFIX = /^\/api\/v3(?=\/)/;

/**
 * What is wrong with a request: operation id, JSON path, and what GitHub expects there. Empty when GitHub
 * would take it, as far as the request alone can tell.
 */
export function checkGitHubRequest({ method, url, body }: GitHubRequest): string[] {
  const { pathname, searchParams } = new URL(url, "https://api.github.com");
  const called = `${method.toUpperCase()} ${pathname}`;
  const found = findOperation(method.toUpperCase(), pathname.replace(ENTERPRISE_PREFIX, ""));
  if (!found) return [`${called} is not an operation cut from GitHub's OpenAPI`];
  if (!found.cut) return [`${found.id}: ${called} is not an operation cut from GitHub's OpenAPI`];
  const { id, cut, parameters } = found;
  const query = Object.fromEntries(searchParams);
  const violations = [
    ...parameterViolations(cut.path, { ...parameters }, "path"),
    ...parameterViolations(cut.query, query, "query"),
    ...presentBodyViolations(cut, body),
    ...limitViolations(id, { query, body }),
  ];
  return violations.map((violation) => `${id}: ${violation}`);
}

/**
 * Wraps `fetch` for a client under test, for instance `new Octokit({ request: { fetch: contractFetch() } })`.
 * It throws an Error that names the violations, and the request is not sent. Code that catches the Error
 * cannot hide it: assert that `violations` is empty at the end. Octokit's retry plugin takes the Error for a
 * server's failure and tries again for some seconds; tests should switch the plugin off.
 */
export function contractFetch(inner: typeof fetch = fetch): ContractFetch {
  const violations: string[] = [];
  const checked: typeof fetch = async (input, init) => {
    const found = checkGitHubRequest(await seenRequest(input, init));
    if (found.length > 0) {
      violations.push(...found);
      throw new Error(`GitHub would not take this request:\n${found.join("\n")}`);
    }
    return inner(input, init);
  };
  return Object.assign(checked, { violations });
}

function presentBodyViolations({ body: expected }: CutOperation, body: unknown): string[] {
  if (body === undefined) return expected?.required ? ["body is missing"] : [];
  if (!expected) return ["body is sent, but this operation takes none"];
  return bodyViolations(expected.schema, body);
}

async function seenRequest(...[input, init]: Parameters<typeof fetch>): Promise<GitHubRequest> {
  // The clone leaves the body of a Request unread for the inner fetch.
  const request = new Request(input instanceof Request ? input.clone() : input, init);
  return { method: request.method, url: request.url, body: parsed(await request.text()) };
}

/** Octokit sends an empty text where a PATCH or PUT has no body. What is not JSON is no object: left as text. */
function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
