/** What the author of a rejected value or key is told. */
import { describe, expect, test } from "@jest/globals";
import { readRenderedYaml } from "../../../src/documents/kamal/read-rendered-yaml.ts";
import { editDistance } from "../../../src/documents/kamal/validation/edit-distance.ts";
import { hintFor } from "../../../src/documents/kamal/validation/hint.ts";
import { mendOf } from "../../../src/documents/kamal/validation/mend.ts";
import { rejectionOfFile } from "../../../src/documents/kamal/validation/rejection-of.ts";
import { type KamalMajor, LATEST } from "../../../src/documents/kamal/version/kamal-version.ts";
import { sourceText } from "../../../src/source/source-text.ts";

const VALID =
  "service: shop\nimage: a\nservers: [b]\nregistry: { username: a, password: [T] }\nbuilder: { arch: amd64 }\n";

function judge(text: string, version: KamalMajor = 2) {
  const source = sourceText("config/deploy.yml", text);
  return rejectionOfFile(source, readRenderedYaml(source), { version });
}

/** The hint at the first unknown key, and the name it would be given by one click. */
function hint(text: string, version: KamalMajor = 2): [string | undefined, string | undefined] {
  const { unknownKeys = [], map, context = "", section } = judge(text, version) ?? {};
  const [key] = unknownKeys;
  if (!key || !map) throw new Error("an unknown key was expected");
  const found = hintFor({ key, map, context, section, version: LATEST[version] });
  return [found?.text, found?.rename];
}

/** Replaces a section of the valid file, or adds one. */
function withSection(text: string): string {
  const name = text.slice(0, text.indexOf(":"));
  return `${VALID.replace(new RegExp(`^${name}:.*\\n`, "m"), "")}${text}`;
}

describe("a key that Kamal does not know", () => {
  test.each<[text: string, hint: RegExp, rename: string | undefined]>([
    ["ssh_key: a\n", /`ssh\.keys`/, undefined],
    ["docker: { args: a }\n", /below `options`/, undefined],
    ["before_deploy: a\n", /`\.kamal\/hooks`/, undefined],
    ["hooks: { pre-deploy: a }\n", /`\.kamal\/hooks`/, undefined],
    ["traefik: {}\n", /`proxy`/, undefined],
    ["healthcheck: {}\n", /`proxy\.healthcheck`/, undefined],
    ["secrets: [A]\n", /`env\.secret`/, undefined],
    ["environment: { A: b }\n", /`env`/, "env"],
    ["stop_wait_time: 30\n", /`drain_timeout`/, "drain_timeout"],
    ["stop_wait_time: 30s\n", /`drain_timeout`/, undefined],
    ["retain_container: 3\n", /`retain_containers`/, "retain_containers"],
    ["Volumes: [a:/a]\n", /`volumes`/, "volumes"],
    ["drain-timeout: 3\n", /`drain_timeout`/, "drain_timeout"],
    ["asset_paht: /a\n", /`asset_path`/, "asset_path"],
    ["accesories: { db: { host: a } }\n", /`accessories`/, "accessories"],
    ["accesories: [a]\n", /`accessories`/, undefined],
    ["app_port: 3000\n", /`proxy\.app_port`/, undefined],
    ["keys_only: true\n", /below `ssh`/, undefined],
    ["clear: { A: b }\n", /below `env`/, undefined],
    ["proxy: { tls: true, host: a }\n", /`ssl`/, "ssl"],
    ["proxy: { domain: a }\n", /`host`/, "host"],
    ["proxy: { domain: a, host: b }\n", /`host`/, undefined],
    ["proxy: { host: a, port: 3000 }\n", /`app_port`/, "app_port"],
    ["proxy: { host: a, healthcheck: { port: 3000 } }\n", /over HTTP/, undefined],
    ["accessories: { db: { host: a, ports: 5432 } }\n", /`port`/, "port"],
    ["accessories: { db: { host: a, ports: [5432] } }\n", /`port`/, undefined],
    ["accessories: { db: { host: a, cap_add: [A] } }\n", /`cap-add`/, undefined],
    ["servers: { web: { hosts: [a], command: b } }\n", /`cmd`/, "cmd"],
    ["registry: { user: a, password: [B] }\n", /`username`/, "username"],
    ["env: { A: b, secrets: [C], clear: { D: e } }\n", /^$/, undefined],
  ])("%j", (text, expected, rename) => {
    const [found = "", name] = hint(withSection(text));
    expect(found).toMatch(expected);
    expect(name).toBe(rename);
  });

  test("of a newer release is told to be newer", () => {
    expect(hint("service: a\nproxy: {}\n", 1)).toEqual(["It came with Kamal 2.0.0.", undefined]);
  });

  test("like nothing else gets no guess", () => {
    expect(hint(withSection("colour_of_the_sky: blue\n"))).toEqual([undefined, undefined]);
  });
});

describe("a value of the wrong type", () => {
  test.each<[text: string, replacement: string | undefined]>([
    ['deploy_timeout: "30"\n', "30"],
    ["deploy_timeout: 30s\n", undefined],
    ['proxy: { host: a, ssl: "true" }\n', "true"],
    ['proxy: { host: a, ssl: "yes" }\n', undefined],
    ["volumes: a:/a\n", "[a:/a]"],
    ["volumes: 'a: b'\n", '["a: b"]'],
    ["ssh: { keys: ~/.ssh/id }\n", "[~/.ssh/id]"],
    ["ssh: { key_data: canary }\n", undefined],
    ["env: { secret: canary }\n", undefined],
    ["builder: { arch: amd64, secrets: canary }\n", undefined],
    ["env: { A: 2025-02-01 }\n", '"2025-02-01"'],
    ["servers: { web: { hosts: [a], options: { restart: 3 } } }\n", undefined],
    ["env: { A: }\n", undefined],
  ])("%j", (text, replacement) => {
    const rejection = judge(withSection(text));
    expect(rejection && mendOf(rejection)?.replacement).toBe(replacement);
  });

  test("is never repeated where it may be a secret", () => {
    const rejection = judge(withSection("ssh: { key_data: canary }\n"));
    expect(JSON.stringify(rejection && mendOf(rejection))).not.toContain("canary");
  });
});

test.each<[a: string, b: string, distance: number | undefined]>([
  ["server", "servers", 1],
  ["serevrs", "servers", 1],
  ["srvrs", "servers", 2],
  ["servers", "servers", 0],
  ["proxy", "registry", undefined],
  ["a".repeat(50), "a".repeat(50), undefined],
])("%j and %j are %j apart", (a, b, distance) => {
  expect(editDistance(a, b, 2)).toBe(distance);
});
