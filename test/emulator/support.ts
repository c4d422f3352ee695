/** What the tests of the embedded server share: a server a file, pull requests, refusals, a webhook receiver. */

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll } from "@jest/globals";
import type { FileContent } from "../../emulator/commit-files.ts";
import { type EmbeddedGitHub, startEmbeddedGitHub } from "../../emulator/embedded-github.ts";
import type { Repository } from "../../emulator/repository.ts";

/** One server for all tests of a file; each test makes repositories of its own. */
export function useEmbeddedGitHub(): () => EmbeddedGitHub {
  let running: EmbeddedGitHub | undefined;
  beforeAll(async () => {
    running = await startEmbeddedGitHub();
  });
  afterAll(() => running?.close());
  return () => {
    if (running === undefined) throw new Error("The server runs only while tests do");
    return running;
  };
}

/** Files by path. */
export type Files = Readonly<Record<string, FileContent | null>>;

/** A pull request from the branch `feature` into `main`. */
export interface Scene {
  readonly repo: Repository;
  /** Path parameters of the repository, for calls to octokit. */
  readonly at: { readonly owner: string; readonly repo: string };
  readonly number: number;
  readonly sha: string;
}

/** Makes a repository with one open pull request that changes `before` into `after`. */
export async function openScene(
  github: EmbeddedGitHub,
  name: string,
  before: Readonly<Record<string, FileContent>>,
  after: Files,
): Promise<Scene> {
  const repo = await github.createRepository({ name, files: before });
  const sha = await repo.commit({ branch: "feature", files: after });
  const number = await repo.openPullRequest({ head: "feature" });
  return { repo, at: { owner: repo.owner, repo: repo.name }, number, sha };
}

/** The refusal that a call ends in. */
export async function refusalOf(call: Promise<unknown>): Promise<{
  status: number;
  message: string;
  errors?: unknown;
}> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) =>
      reason as { status: number; response: { data: { message: string; errors?: unknown } } },
  );
  if (error?.response === undefined) throw new Error("The call was not refused");
  const { message, errors } = error.response.data;
  return { status: error.status, message, ...(errors !== undefined && { errors }) };
}

/** A webhook as it arrived. */
export interface Received {
  readonly event: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A server that notes down webhooks and answers 200. */
export async function startReceiver() {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = await request.toArray();
    const body = Buffer.concat(chunks).toString();
    const { headers } = request;
    received.push({ event: String(headers["x-github-event"]), headers, body, payload: JSON.parse(body) });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    received,
    /** Waits for the first webhook of an event; plain emulate sends them without telling when. */
    arrival: async (event: string): Promise<void> => {
      while (!received.some((webhook) => webhook.event === event)) await setTimeout(5);
    },
    /** Payloads of an event, optionally of one action, in the order of arrival. */
    payloads: (event: string, action?: string) =>
      received
        .filter(
          (webhook) => webhook.event === event && (action === undefined || webhook.payload.action === action),
        )
        .map(({ payload }) => payload),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
