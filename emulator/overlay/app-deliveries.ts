/** The delivery log of an app, read and used with its JSON web token. emulate has none. */
import type { Delivery, WebhookSender } from "../webhook-sender.ts";
import type { ApiCall } from "./api-call.ts";
import type { GitHubServer } from "./github-server.ts";
import type { JsonObject } from "./json.ts";
import { notFound, Refusal } from "./refusal.ts";

const PATH = "/app/hook/deliveries";

/** Adds the routes. `cursor` counts deliveries; on GitHub it is opaque. */
export function appDeliveries(server: GitHubServer, sender: WebhookSender): void {
  server.plainRoute("GET", PATH, (call) => {
    assertApp(call);
    return call.json(pageByCursor(call, [...sender.deliveries()].reverse().map(deliveryJson)));
  });
  server.plainRoute("POST", `${PATH}/:delivery_id/attempts`, (call) => {
    assertApp(call);
    const delivery = sender.deliveries().find(({ number }) => number === call.id("delivery_id"));
    if (delivery === undefined) throw notFound();
    // GitHub answers before the attempt is made; what comes of it stands in the log.
    sender.redeliver(delivery.id).catch(() => {});
    return call.json({}, 202);
  });
}

function assertApp({ context }: ApiCall): void {
  if (context.get("authApp") === undefined) throw new Refusal(401, "A JSON web token could not be decoded");
}

function pageByCursor(call: ApiCall, items: readonly JsonObject[]): JsonObject[] {
  const size = Number(call.query("per_page") ?? 30);
  const start = Number(call.query("cursor") ?? 0);
  const next = new URL(call.context.req.url);
  next.searchParams.set("cursor", String(start + size));
  if (start + size < items.length) call.context.header("Link", `<${next.href}>; rel="next"`);
  return items.slice(start, start + size);
}

function deliveryJson({
  number,
  id,
  event,
  action,
  statusCode,
  redelivery,
  deliveredAt,
}: Delivery): JsonObject {
  return {
    id: number,
    guid: id,
    event,
    action: action ?? null,
    status: statusCode !== undefined && statusCode < 400 ? "OK" : "Failed",
    status_code: statusCode ?? 0,
    redelivery,
    delivered_at: deliveredAt,
  };
}
