/** What comes in over HTTP: signatures, sizes, repetitions, broken and unknown things. The process lives on after each. */
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { SOUND_SETUP } from "../../demo/sound-setup.ts";
import { MAX_BODY_BYTES } from "../../src/app/http-server.ts";
import { type AppWorld, startAppWorld } from "../support/app-world.ts";

let world: AppWorld;

beforeAll(async () => {
  world = await startAppWorld();
});

afterAll(async () => {
  await world.stop();
});

interface Parts {
  readonly body?: string;
  readonly event?: string;
  readonly id?: string;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a webhook that is right but for what is given. */
function send({
  body = '{"action":"x"}',
  event = "ping",
  id = crypto.randomUUID(),
  secret,
  headers = {},
}: Parts): Promise<Response> {
  const signature = createHmac("sha256", secret ?? world.configuration.webhookSecret)
    .update(body)
    .digest("hex");
  return fetch(world.app.url + world.configuration.webhookPath, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": event,
      "x-github-delivery": id,
      "x-hub-signature-256": `sha256=${signature}`,
      ...headers,
    },
  });
}

describe("the webhook endpoint", () => {
  test("accepts an event it has no use for", async () => {
    expect((await send({ event: "sponsorship" })).status).toBe(202);
    expect((await send({ event: "no_such_event" })).status).toBe(202);
  });

  test("refuses a wrong, a missing and a malformed signature, and logs the delivery's id", async () => {
    expect((await send({ secret: "something else", id: "delivery-1" })).status).toBe(401);
    expect((await send({ headers: { "x-hub-signature-256": "" } })).status).toBe(401);
    expect((await send({ headers: { "x-hub-signature-256": "sha1=abc" } })).status).toBe(401);
    expect(
      world.log.filter((line) => line.includes("delivery-1") && line.includes("wrong signature")),
    ).toHaveLength(1);
  });

  test("refuses what is no JSON object", async () => {
    expect((await send({ body: "no json" })).status).toBe(400);
    expect((await send({ body: "[1]" })).status).toBe(400);
    expect((await send({ headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await send({ headers: { "x-github-event": "" } })).status).toBe(400);
  });

  test("refuses a body of over 25 MB by its announced length, without reading it", async () => {
    const announced = request(world.app.url + world.configuration.webhookPath, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "content-length": MAX_BODY_BYTES + 1,
        "x-github-event": "push",
        "x-github-delivery": "1",
        "x-hub-signature-256": "sha256=0",
      },
    });
    announced.flushHeaders(); // and nothing more
    const [answer] = (await once(announced, "response")) as [IncomingMessage];
    announced.destroy();
    expect(answer.statusCode).toBe(413);
  });

  test("refuses a body of over 25 MB that announces no length", async () => {
    const chunk = new Uint8Array(1024 * 1024);
    let sent = 0;
    const endless = new ReadableStream({
      pull: (stream) => (sent++ > 30 ? stream.close() : stream.enqueue(chunk)),
    });
    const endlessly = fetch(world.app.url + world.configuration.webhookPath, {
      method: "POST",
      body: endless,
      duplex: "half",
      headers: {
        "content-type": "application/json",
        "x-github-event": "push",
        "x-github-delivery": "2",
        "x-hub-signature-256": "sha256=0",
      },
    } as RequestInit);
    // the server may hang up before the client has sent everything
    expect(
      await endlessly.then(
        ({ status }) => status,
        () => 413,
      ),
    ).toBe(413);
  });

  test("answers other methods and other paths", async () => {
    expect((await fetch(world.app.url + world.configuration.webhookPath)).status).toBe(405);
    expect((await fetch(`${world.app.url}/elsewhere`)).status).toBe(404);
    expect((await fetch(`${world.app.url}/elsewhere`, { method: "POST" })).status).toBe(404);
  });

  test("still says that it is alive and ready", async () => {
    expect((await fetch(`${world.app.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${world.app.url}/readyz`)).status).toBe(200);
  });
});

test("a delivery that comes twice is worked on once", async () => {
  const repository = await world.github.createRepository({ name: "twice", files: SOUND_SETUP });
  await repository.commit({ branch: "change", from: "main", files: { "config/deploy.yml": "service: x\n" } });
  await repository.openPullRequest({ head: "change" });
  await world.settled();
  const opened = world.github
    .deliveries()
    .find(({ event, action }) => event === "pull_request" && action === "opened");
  const before = world.github.requests().length;
  await world.github.redeliver(opened?.id ?? "");
  await world.settled();
  const since = world.github
    .requests()
    .slice(before)
    .filter(({ login }) => login === "kamal-review[bot]");
  expect(since).toEqual([]);
});

test("an event without an installation is answered with an error and logged without its payload", async () => {
  const body = JSON.stringify({
    action: "opened",
    pull_request: { head: { sha: "0" } },
    canary: "CANARY-payload",
  });
  expect((await send({ event: "pull_request", body, id: "delivery-2" })).status).toBe(500);
  const lines = world.log.filter((line) => line.includes("delivery-2"));
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain("CANARY-payload");
});

test("a webhook is answered before GitHub has answered any question of the review", async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = await startAppWorld({ fetch: (...args) => held.then(() => fetch(...args)) });
  const repository = await slow.github.createRepository({ name: "slow", files: SOUND_SETUP });
  await repository.commit({ branch: "change", from: "main", files: { "config/deploy.yml": "service: x\n" } });
  await repository.openPullRequest({ head: "change" });
  await slow.github.settled();
  const opened = slow.github
    .deliveries()
    .find(({ event, action }) => event === "pull_request" && action === "opened");
  const asked = slow.github.requests().filter(({ login }) => login === "kamal-review[bot]");
  expect([opened?.statusCode, asked]).toEqual([202, []]);
  release();
  await slow.stop();
});
