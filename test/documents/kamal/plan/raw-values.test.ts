/** Values that a shell gets to see as they are written. */
import { describe, expect, test } from "@jest/globals";
import { type RawValue, rawValuesOf } from "../../../../src/documents/kamal/plan/raw-values.ts";
import { configurationIn } from "../../../support/configuration-in.ts";

const BASE = "service: shop\nimage: acme/shop\nregistry: { username: acme, password: [P] }\n";

async function rawIn(text: string, major: 1 | 2 = 2): Promise<RawValue[]> {
  return rawValuesOf((await configurationIn({ "config/deploy.yml": BASE + text })).root, major);
}

async function fieldsOf(value: string, text: string, major: 1 | 2 = 2): Promise<string[]> {
  const raw = await rawIn(text, major);
  return raw.filter(({ at }) => at.text === value).map(({ field, runsOn }) => `${runsOn} ${field}`);
}

describe("values that reach a shell unescaped", () => {
  test("are commands, images, mounts and hosts, on the hosts", async () => {
    const text = `servers:
  web:
    hosts: ["h; id"]
    cmd: "c; id"
accessories:
  db: { image: "i; id", host: 10.0.0.1, port: "p; id", directories: ["d; id"], files: [{ local: a, remote: "r; id" }] }
volumes: ["v; id"]
`;
    expect(await fieldsOf("h; id", text)).toEqual(["host servers.*.hosts.[]"]);
    expect(await fieldsOf("c; id", text)).toEqual(["host servers.*.cmd"]);
    expect(await fieldsOf("i; id", text)).toEqual(["host accessories.*.image"]);
    expect(await fieldsOf("p; id", text)).toEqual(["host accessories.*.port"]);
    expect(await fieldsOf("d; id", text)).toEqual(["host accessories.*.directories.[]"]);
    expect(await fieldsOf("r; id", text)).toEqual(["host accessories.*.files.[].remote"]);
    expect(await fieldsOf("v; id", text)).toEqual(["host volumes.[]"]);
  });

  test("are what the builder and SSH are told, on the machine that deploys", async () => {
    const text = `servers: [10.0.0.1]
builder: { arch: amd64, context: "c; id", remote: "ssh://x'y" }
ssh: { proxy_command: "p; id" }
`;
    expect(await fieldsOf("c; id", text)).toEqual(["deployer builder.context"]);
    expect(await fieldsOf("p; id", text)).toEqual(["deployer ssh.proxy_command"]);
    const remote = (await rawIn(text)).find(({ field }) => field === "builder.remote");
    expect(remote).toMatchObject({ quotes: "single", runsOn: "deployer" });
  });

  test("are names of variables and flags, and not their values", async () => {
    const text = `servers: { web: { hosts: [10.0.0.1], options: { "o; id": "value" } } }
env: { clear: { "n; id": "value" } }
`;
    expect(await fieldsOf("o; id", text)).toEqual(["host servers.*.options.<keys>"]);
    expect(await fieldsOf("n; id", text)).toEqual(["host env.clear.<keys>"]);
    expect(await fieldsOf("value", text)).toEqual([]);
  });

  test("depend on the major version", async () => {
    const text = "servers: [10.0.0.1]\ntraefik: { image: t }\nproxy: { run: { version: v } }\n";
    expect(await fieldsOf("t", text, 1)).toEqual(["host traefik.image"]);
    expect(await fieldsOf("t", text, 2)).toEqual([]);
    expect(await fieldsOf("v", text, 2)).toEqual(["host proxy.run.version"]);
  });
});
