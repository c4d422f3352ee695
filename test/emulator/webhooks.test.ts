import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { startEmbeddedGitHub } from "../../emulator/embedded-github.ts";
import { APP, PEOPLE } from "../../emulator/seed.ts";
import { openScene, refusalOf, startReceiver, useEmbeddedGitHub } from "./support.ts";

const github = useEmbeddedGitHub();
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  receiver = await startReceiver();
  github().deliverWebhooksTo(receiver.url);
});
afterAll(() => receiver.close());

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function signature(body: string, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

describe("webhooks", () => {
  test("are dropped until there is somewhere to send them", async () => {
    const deaf = await startEmbeddedGitHub();
    await deaf.createRepository({ name: "unheard", files: { "a.txt": "a\n" } });
    expect(deaf.deliveries()).toEqual([]);
    await expect(deaf.sendWebhook("ping", {})).rejects.toThrow("deliverWebhooksTo was not called yet");
    await deaf.close();
  });

  test("are signed and carry GitHub's headers", async () => {
    await openScene(github(), "heard", { "a.txt": "a\n" }, { "a.txt": "b\n" });
    await github().settled();
    const opened = receiver.received.find(({ event }) => event === "pull_request");
    expect(opened?.headers).toMatchObject({
      "user-agent": expect.stringMatching(/^GitHub-Hookshot\//),
      "x-github-delivery": expect.stringMatching(GUID),
      "x-github-hook-installation-target-id": String(APP.id),
      "x-hub-signature-256": signature(opened?.body ?? "", github().app.webhookSecret),
    });
  });

  test("announce a new branch and the push that made it", async () => {
    const repo = await github().createRepository({ name: "branched", files: { "a.txt": "a\n" } });
    const after = await repo.commit({ branch: "feature", files: { "a.txt": "b\n" } });
    await github().settled();
    expect(receiver.payloads("create").at(-1)).toMatchObject({ ref: "feature", ref_type: "branch" });
    expect(receiver.payloads("push").at(-1)).toMatchObject({
      ref: "refs/heads/feature",
      created: true,
      after,
    });
  });

  test("stand in the log with their answers, and can be sent again under the same id", async () => {
    await github().createRepository({ name: "logged", files: {} });
    await github().settled();
    const last = github().deliveries().at(-1);
    expect(last).toMatchObject({ event: "push", statusCode: 200, redelivery: false });
    await github().redeliver(last?.id ?? "");
    const again = github().deliveries().at(-1);
    expect(again).toMatchObject({ id: last?.id, redelivery: true, payload: last?.payload });
    await expect(github().redeliver("unknown")).rejects.toThrow("There is no delivery unknown");
  });

  test("may be made by hand, with a wrong signature or none", async () => {
    const send = github().sendWebhook;
    await send("merge_group", { action: "checks_requested" }, { deliveryId: "by-hand" });
    await send("ping", {}, { secret: "another" });
    await send("ping", {}, { signature: "sha256=wrong" });
    await send("ping", {}, { signature: null });
    const [made, otherSecret, wrong, unsigned] = receiver.received.slice(-4);
    expect(made).toMatchObject({ event: "merge_group", payload: { action: "checks_requested" } });
    expect(made?.headers["x-github-delivery"]).toBe("by-hand");
    expect(otherSecret?.headers["x-hub-signature-256"]).toBe(signature("{}", "another"));
    expect(wrong?.headers["x-hub-signature-256"]).toBe("sha256=wrong");
    expect(unsigned?.headers).not.toHaveProperty("x-hub-signature-256");
  });

  test("that nobody answers stay in the log without a status", async () => {
    github().deliverWebhooksTo("http://127.0.0.1:1/");
    await github().createRepository({ name: "unanswered", files: { "a.txt": "a\n" } });
    await github().settled();
    expect(github().deliveries().at(-1)).toMatchObject({ event: "push", statusCode: undefined });
    github().deliverWebhooksTo(receiver.url);
  });
});

describe("the delivery log of the app", () => {
  function appItself(): Octokit {
    const { id, privateKey } = github().app;
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    return new Octokit({
      baseUrl: github().url,
      authStrategy: createAppAuth,
      auth: { appId: id, privateKey },
      log,
    });
  }

  test("is read in pages, newest first, and used to deliver again", async () => {
    const app = appItself();
    github().deliverWebhooksTo("http://127.0.0.1:1/");
    await github().createRepository({ name: "missed", files: {} });
    await github().settled();
    github().deliverWebhooksTo(receiver.url);
    const log = await app.paginate(app.apps.listWebhookDeliveries, { per_page: 2 });
    expect(log.map(({ guid }) => guid)).toEqual(
      github()
        .deliveries()
        .map(({ id }) => id)
        .reverse(),
    );
    const failed = log.find(({ status }) => status === "Failed");
    await app.apps.redeliverWebhookDelivery({ delivery_id: failed?.id ?? 0 });
    await github().settled();
    expect(github().deliveries().at(-1)).toMatchObject({
      id: failed?.guid,
      redelivery: true,
      statusCode: 200,
    });
  });

  test("is for the app alone", async () => {
    const call = github().clientFor(PEOPLE.admin).request("GET /app/hook/deliveries");
    expect(await refusalOf(call)).toMatchObject({ status: 401 });
  });
});
