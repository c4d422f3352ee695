/** Signs and sends webhooks as GitHub does, and keeps the log of deliveries. */
import { createHmac, randomUUID } from "node:crypto";
import { type JsonObject, text } from "./overlay/json.ts";

/** One attempt to deliver an event. */
export interface Delivery {
  /** Running number; GitHub's numeric id of the attempt. */
  readonly number: number;
  /** The X-GitHub-Delivery header: a GUID, the same in every attempt. */
  readonly id: string;
  readonly event: string;
  readonly action: string | undefined;
  readonly payload: JsonObject;
  readonly redelivery: boolean;
  readonly deliveredAt: string;
  /** Undefined while it is on its way and when nobody answered within 10 seconds. */
  readonly statusCode: number | undefined;
}

/** Deviations from an ordinary delivery, for tests. */
export interface DeliveryOptions {
  readonly deliveryId?: string;
  /** Signs with another secret. */
  readonly secret?: string;
  /** Sends this header instead of a right signature; null sends none. */
  readonly signature?: string | null;
}

/** See the module comment. */
export interface WebhookSender {
  /** Where to deliver; before the first call events are dropped. */
  deliverTo(url: string): void;
  /** Sends an event of the API, if there is somewhere to send it. Never throws. */
  deliver(event: string, payload: JsonObject): void;
  /** Sends a hand-made event. @throws when there is no URL or nobody answers */
  send(event: string, payload: JsonObject, options?: DeliveryOptions): Promise<Response>;
  /** Sends the last attempt of a delivery again, under the same id. @throws when there is none */
  redeliver(id: string): Promise<void>;
  /** Attempts, oldest first. */
  deliveries(): readonly Delivery[];
  /** Waits until no attempt is on its way, also none that was caused meanwhile. */
  settled(): Promise<void>;
  /** Gives up what is on its way. */
  close(): void;
}

/** Who the webhooks come from. */
export interface WebhookOrigin {
  readonly appId: number;
  readonly secret: string;
}

/** "GitHub terminates the connection" after 10 seconds ("Best practices for using webhooks" in its docs). */
const TIMEOUT_MS = 10_000;

type Attempt = { -readonly [Field in keyof Delivery]: Delivery[Field] };

interface SenderState {
  readonly origin: WebhookOrigin;
  readonly attempts: Attempt[];
  readonly onTheWay: Set<Promise<void>>;
  readonly closing: AbortController;
  target: string | undefined;
}

/** A sender with an empty log. */
export function webhookSender(origin: WebhookOrigin): WebhookSender {
  const state: SenderState = {
    origin,
    attempts: [],
    onTheWay: new Set(),
    closing: new AbortController(),
    target: undefined,
  };
  return {
    deliverTo: (url) => {
      state.target = url;
    },
    deliver: (event, payload) => {
      // An unanswered delivery stays in the log without a status code; GitHub does not repeat it either.
      if (state.target !== undefined) send(state, event, payload).catch(ignore);
    },
    send: (event, payload, options) => send(state, event, payload, options),
    redeliver: (id) => redeliver(state, id),
    deliveries: () => state.attempts,
    settled: async () => {
      while (state.onTheWay.size > 0) await Promise.all(state.onTheWay);
    },
    close: () => state.closing.abort(),
  };
}

async function redeliver(state: SenderState, id: string): Promise<void> {
  const last = state.attempts.findLast((delivery) => delivery.id === id);
  if (last === undefined) throw new Error(`There is no delivery ${id}`);
  await send(state, last.event, last.payload, { deliveryId: id });
}

function send(state: SenderState, event: string, payload: JsonObject, options: DeliveryOptions = {}) {
  const sending = attempt(state, event, payload, options);
  const done: Promise<void> = sending.then(ignore, ignore).then(() => void state.onTheWay.delete(done));
  state.onTheWay.add(done);
  return sending;
}

async function attempt(
  state: SenderState,
  event: string,
  payload: JsonObject,
  options: DeliveryOptions,
): Promise<Response> {
  if (state.target === undefined) throw new Error("deliverWebhooksTo was not called yet");
  const record = newAttempt(state, event, payload, options.deliveryId ?? randomUUID());
  state.attempts.push(record);
  const body = JSON.stringify(payload);
  const signature = signatureHeader(state.origin.secret, body, options);
  const headers = { ...webhookHeaders(state.origin, record), ...signature };
  const signal = AbortSignal.any([state.closing.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const response = await fetch(state.target, { method: "POST", headers, body, signal });
  record.statusCode = response.status;
  return response;
}

function newAttempt({ attempts }: SenderState, event: string, payload: JsonObject, id: string): Attempt {
  return {
    number: attempts.length + 1,
    id,
    event,
    action: text(payload.action),
    payload,
    redelivery: attempts.some((earlier) => earlier.id === id),
    deliveredAt: new Date().toISOString(),
    statusCode: undefined,
  };
}

function ignore(): void {}

function webhookHeaders({ appId }: WebhookOrigin, { event, id }: Delivery): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/emulator",
    "x-github-delivery": id,
    "x-github-event": event,
    "x-github-hook-installation-target-id": String(appId),
    "x-github-hook-installation-target-type": "integration",
  };
}

function signatureHeader(secret: string, body: string, options: DeliveryOptions): Record<string, string> {
  if (options.signature === null) return {};
  const digest = createHmac("sha256", options.secret ?? secret)
    .update(body)
    .digest("hex");
  return { "x-hub-signature-256": options.signature ?? `sha256=${digest}` };
}
