/** Deliveries -> Probot: signature, repetition, and what to do about broken ones. */
import type { Logger } from "pino";
import type { Probot } from "probot";
import type { Delivery, Reception } from "./http-server.ts";

/** GitHub may send a delivery twice, and repeats its id when somebody redelivers it; this many are remembered. */
const REMEMBERED = 5_000;

/** Makes the receiver. It resolves when the event's handlers have handed over, and rejects when they could not. */
export function deliveries(probot: Probot, log: Logger): (delivery: Delivery) => Promise<Reception> {
  const handled = new Set<string>();
  return async ({ id, event, signature, body }) => {
    const about = { deliveryId: id, event };
    if (!(await isSigned(probot, body, signature))) {
      log.warn(about, "a webhook with a wrong signature was refused");
      return "unauthorized";
    }
    const payload = parseObject(body);
    if (payload === undefined) {
      log.warn(about, "a webhook whose body is no JSON object was refused");
      return "malformed";
    }
    if (handled.has(id)) {
      log.info(about, "a delivery came again and was passed over");
      return "accepted";
    }
    try {
      // Probot types events by name; a name it does not know has no handlers and is passed over
      await probot.receive({ id, name: event, payload } as Parameters<Probot["receive"]>[0]);
    } catch (err) {
      log.error({ ...about, err }, "a delivery could not be stored");
      throw err;
    }
    remember(handled, id);
    log.debug({ ...about, action: payload.action }, "a delivery was taken");
    return "accepted";
  };
}

async function isSigned(probot: Probot, body: string, signature: string): Promise<boolean> {
  try {
    return await probot.webhooks.verify(body, signature);
  } catch {
    return false; // a signature that isn't even one
  }
}

function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function remember(handled: Set<string>, id: string): void {
  handled.add(id);
  for (const oldest of handled) if (handled.size > REMEMBERED) handled.delete(oldest);
}
