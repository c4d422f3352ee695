/** The App's HTTP server: webhooks in, health out. It answers before any review starts. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** A webhook as it came over the wire. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly signature: string;
  readonly body: string;
}

/** What became of a delivery; `unauthorized` is a signature that does not fit. */
export type Reception = "accepted" | "unauthorized" | "malformed";

/** What the server needs of the App. */
export interface ServerHooks {
  readonly webhookPath: string;
  /** Takes a delivery; a rejected promise tells GitHub that it failed, so that it can be sent again. */
  readonly receive: (delivery: Delivery) => Promise<Reception>;
  readonly isReady: () => boolean;
}

/** GitHub sends no payload over 25 MB (its documentation of webhook events). */
export const MAX_BODY_BYTES = 25 * 1024 * 1024;

/** Makes the server; the caller listens. */
export function createHttpServer(hooks: ServerHooks): Server {
  const server = createServer((request, response) => {
    route(request, response, hooks).catch(() =>
      answer(response, 500, "the delivery could not be stored; send it again"),
    );
  });
  server.requestTimeout = 30_000;
  return server;
}

async function route(request: IncomingMessage, response: ServerResponse, hooks: ServerHooks): Promise<void> {
  const path = new URL(request.url ?? "/", "http://server").pathname;
  if (path === hooks.webhookPath) return receiveWebhook(request, response, hooks);
  if (request.method !== "GET" && request.method !== "HEAD")
    return answer(response, 404, "there is nothing here");
  if (path === "/healthz") return answer(response, 200, "alive");
  if (path === "/readyz")
    return hooks.isReady() ? answer(response, 200, "ready") : answer(response, 503, "shutting down");
  return answer(response, 404, "there is nothing here");
}

async function receiveWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  hooks: ServerHooks,
): Promise<void> {
  if (request.method !== "POST") return answer(response, 405, "webhooks are sent with POST");
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
    return answer(response, 415, "webhooks must have the content type application/json");
  }
  const [id, event, signature] = ["x-github-delivery", "x-github-event", "x-hub-signature-256"].map((name) =>
    headerOf(request, name),
  );
  if (!id || !event)
    return answer(response, 400, "the headers X-GitHub-Delivery and X-GitHub-Event are missing");
  if (!signature) return answer(response, 401, "the header X-Hub-Signature-256 is missing");
  const body = await readBody(request);
  if (body === undefined) return answer(response, 413, "the body is over 25 MB");
  const reception = await hooks.receive({ id, event, signature, body });
  if (reception === "unauthorized") return answer(response, 401, "the signature does not fit the body");
  if (reception === "malformed") return answer(response, 400, "the body is not a JSON object");
  return answer(response, 202, "accepted");
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The body, or undefined as soon as it is too long: an announced length is not even read. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A refused body is not read to its end, so the connection can't be used again. */
function answer(response: ServerResponse, status: number, message: string): void {
  const headers = { "content-type": "application/json", ...(status === 413 ? { connection: "close" } : {}) };
  response.writeHead(status, headers).end(`${JSON.stringify({ message })}\n`);
}
