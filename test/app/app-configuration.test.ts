import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { markerKey, readConfiguration } from "../../src/app/app-configuration.ts";

const { privateKey: PEM } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "pkcs1", format: "pem" },
});
const ENOUGH = { APP_ID: "12", PRIVATE_KEY: PEM, WEBHOOK_SECRET: "a long random text" };

describe("settings", () => {
  test("have Probot's names and defaults", () => {
    expect(readConfiguration(ENOUGH)).toMatchObject({
      appId: 12,
      webhookPath: "/api/github/webhooks",
      apiUrl: "https://api.github.com",
      webUrl: "https://github.com",
      host: "localhost",
      port: 3000,
      logLevel: "info",
      dataDir: "data",
    });
  });

  test("lead to GitHub Enterprise Server by its host name", () => {
    const { apiUrl, webUrl } = readConfiguration({ ...ENOUGH, GHE_HOST: "github.example.com" });
    expect([apiUrl, webUrl]).toEqual(["https://github.example.com/api/v3", "https://github.example.com"]);
    expect(readConfiguration({ ...ENOUGH, GHE_HOST: "localhost:4000", GHE_PROTOCOL: "http" }).apiUrl).toBe(
      "http://localhost:4000/api/v3",
    );
  });

  test("take the private key as text, with escaped line breaks, as base64, or from a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "kamal-review-key-"));
    writeFileSync(join(folder, "key.pem"), PEM);
    const { PRIVATE_KEY: _, ...rest } = ENOUGH;
    const forms = [
      { PRIVATE_KEY: PEM },
      { PRIVATE_KEY: PEM.replaceAll("\n", "\\n") },
      { PRIVATE_KEY: Buffer.from(PEM).toString("base64") },
      { PRIVATE_KEY_PATH: join(folder, "key.pem") },
    ];
    expect(forms.map((form) => readConfiguration({ ...rest, ...form }).privateKey === PEM)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["no App id", { APP_ID: undefined }, "APP_ID must be set"],
    ["an App id that is no number", { APP_ID: "kamal-review" }, "APP_ID must be set"],
    ["no private key", { PRIVATE_KEY: "" }, "PRIVATE_KEY or PRIVATE_KEY_PATH must be set"],
    [
      "something else as private key",
      { PRIVATE_KEY: "secret text" },
      "PRIVATE_KEY does not hold a private key",
    ],
    [
      "a key file that is not there",
      { PRIVATE_KEY: "", PRIVATE_KEY_PATH: "/nowhere/key.pem" },
      "PRIVATE_KEY_PATH names a file that can't be read",
    ],
    ["no webhook secret", { WEBHOOK_SECRET: "" }, "WEBHOOK_SECRET is not set"],
    ["Probot's default secret", { WEBHOOK_SECRET: "development" }, "WEBHOOK_SECRET is Probot's default"],
    ["a path without a slash", { WEBHOOK_PATH: "hooks" }, "WEBHOOK_PATH must be a path"],
    ["a port that is no number", { PORT: "http" }, "PORT must be set"],
    ["a log level that does not exist", { LOG_LEVEL: "loud" }, "LOG_LEVEL must be one of"],
  ])("are refused with %s, naming the variable", (_, change, message) => {
    expect(() => readConfiguration({ ...ENOUGH, ...change })).toThrow(message);
    expect(() => readConfiguration({ ...ENOUGH, ...change })).not.toThrow("secret text");
  });
});

test("the key that signs comments follows from the private key alone", () => {
  expect(markerKey({ privateKey: PEM })).toEqual(markerKey({ privateKey: PEM }));
  expect(markerKey({ privateKey: PEM })).not.toEqual(markerKey({ privateKey: `${PEM} ` }));
});
