/** What a change does to the servers, in words. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { PROJECT_ROOT } from "../../scripts/rule-files.ts";
import type { PlanChange } from "../../src/review/plan-changes/plan-change.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { projectOf } from "../support/project-of.ts";

const DEPLOY = `service: shop
image: acme/shop
servers:
  web: [10.0.0.1, 10.0.0.2]
  job:
    hosts: [10.0.0.3]
    cmd: bin/jobs
    options: { memory: 1g }
registry: { server: ghcr.io, username: acme, password: [P] }
builder: { arch: amd64 }
env:
  clear: { LEVEL: info, API_TOKEN: hunter2hunter2 }
  secret: [KEY]
proxy: { host: shop.example.com, ssl: true }
accessories:
  db:
    image: postgres:16
    host: 10.0.0.9
    port: "127.0.0.1:5432:5432"
`;

type Texts = Readonly<Record<string, string>>;

async function planOf(before: Texts, after: Texts): Promise<readonly PlanChange[] | undefined> {
  const base = await projectOf(before);
  const head = await projectOf(after, base);
  return reviewChange({ base, head, rules: RULES }).plan;
}

/** The lines for an edit of deploy.yml. */
async function linesFor(...edits: readonly (readonly [string, string])[]): Promise<string[]> {
  const edited = edits.reduce((text, [from, to]) => text.replace(from, to), DEPLOY);
  expect(edited).not.toBe(DEPLOY);
  const plan = await planOf({ "config/deploy.yml": DEPLOY }, { "config/deploy.yml": edited });
  return (plan ?? []).map(({ message, line }) => `${line} ${message}`);
}

describe("a change of the configuration", () => {
  test.each<[string, string, string, string[]]>([
    [
      "a host",
      "10.0.0.2",
      "10.0.0.7",
      ["4 Role `web`: host `10.0.0.7` added", "4 Role `web`: host `10.0.0.2` removed"],
    ],
    [
      "an image",
      "postgres:16",
      "postgres:17",
      ["17 Accessory `db`: the image changed from `postgres:16` to `postgres:17`"],
    ],
    [
      "a command",
      "bin/jobs",
      "bin/jobs --all",
      ["7 Role `job`: the command changed from `bin/jobs` to `bin/jobs --all`"],
    ],
    [
      "a port's address",
      '"127.0.0.1:5432:5432"',
      "5432",
      ["19 Accessory `db`: port `5432` opened on every address instead of `127.0.0.1`"],
    ],
    [
      "a closed port",
      '\n    port: "127.0.0.1:5432:5432"',
      "",
      ["17 Accessory `db`: port `5432` closed on `127.0.0.1`"],
    ],
    [
      "a mount",
      "service: shop\n",
      "service: shop\nvolumes: [/:/host]\n",
      ["2 Every role: mount of `/` at `/host` added, read-write"],
    ],
    [
      "a capability",
      "memory: 1g",
      "memory: 1g, cap-add: SYS_ADMIN",
      ["8 Role `job`: capability `SYS_ADMIN` added"],
    ],
    ["privileges", "memory: 1g", "memory: 1g, privileged: true", ["8 Role `job`: privileged mode turned on"]],
    [
      "TLS",
      "ssl: true",
      "ssl: false",
      ["14 Role `web`: TLS changed from `certificate of Let's Encrypt` to `off`"],
    ],
    [
      "headers",
      "ssl: true",
      "ssl: true, forward_headers: true",
      ["14 Role `web`: trust in X-Forwarded headers set to `true`"],
    ],
    ["the registry", "ghcr.io", "docker.io", ["9 The registry changed from `ghcr.io` to `docker.io`"]],
    [
      "the builder",
      "arch: amd64",
      "arch: amd64, remote: ssh://b@10.0.0.8",
      ["10 The remote builder set to `ssh://b@10.0.0.8`"],
    ],
    [
      "the SSH user",
      "service: shop\n",
      "service: shop\nssh: { user: deploy }\n",
      ["2 The SSH user changed from `root`, the default, to `deploy`"],
    ],
    [
      "a variable in clear",
      "LEVEL: info",
      "LEVEL: info, MODE: fast",
      ["12 Every role: environment variable `MODE` added in clear as `fast`"],
    ],
    [
      "a secret in clear",
      "secret: [KEY]",
      "secret: []\n    # KEY",
      ["12 Every role: environment variable `KEY` removed"],
    ],
  ])("%s is told with its place", async (_what, from, to, expected) => {
    expect(await linesFor([from, to])).toEqual(expected);
  });

  test("never shows the value of a secret", async () => {
    const lines = await linesFor(
      ["hunter2hunter2", "correct-horse-battery"],
      ["password: [P]", "password: hunter2hunter2"],
    );
    expect(lines.join("\n")).not.toMatch(/hunter2|correct-horse/);
    expect(lines.map(withoutLine)).toEqual([
      "Every role: environment variable `API_TOKEN` has another value in clear (not shown)",
      "The registry's password changed from the secret `P` to a text in clear",
    ]);
  });

  test("tells a role that is gone in one line", async () => {
    const job = DEPLOY.slice(DEPLOY.indexOf("  job:"), DEPLOY.indexOf("registry:"));
    expect((await linesFor([job, ""])).map(withoutLine)).toEqual(["Role `job` removed"]);
  });

  test("shows what Ruby decides by its line", async () => {
    const lines = await linesFor(["10.0.0.2", "<%= host %>"]);
    expect(lines[0]).toBe("4 Role `web`: host decided by Ruby at line 4 added");
  });
});

function withoutLine(line: string): string {
  return line.replace(/^\d+ /, "");
}

describe("a change without effect", () => {
  test.each<[string, (text: string) => string]>([
    [
      "another order",
      (text) =>
        text
          .replace("10.0.0.1, 10.0.0.2", "10.0.0.2, 10.0.0.1")
          .replace("LEVEL: info, API_TOKEN: hunter2hunter2", "API_TOKEN: hunter2hunter2, LEVEL: info"),
    ],
    [
      "another layout",
      (text) => text.replace("web: [10.0.0.1, 10.0.0.2]", "web:\n    - 10.0.0.1 # one\n    - '10.0.0.2'"),
    ],
    ["a default that is written out", (text) => text.replace("ssl: true", "ssl: true, app_port: 80")],
    ["a list of one", (text) => text.replace("arch: amd64", "arch: [amd64]")],
    ["a comment", (text) => `# The shop\n${text}`],
  ])("is none: %s", async (_what, edit) => {
    expect(await planOf({ "config/deploy.yml": DEPLOY }, { "config/deploy.yml": edit(DEPLOY) })).toEqual([]);
  });

  test("is not even mentioned when no file of the deployment differs", async () => {
    const files = { "config/deploy.yml": DEPLOY };
    expect(await planOf(files, { ...files, Dockerfile: "FROM ruby:3.4.1\n" })).toBeUndefined();
  });

  test("is not claimed of a file that can no longer be read", async () => {
    expect(
      await planOf({ "config/deploy.yml": DEPLOY }, { "config/deploy.yml": `${DEPLOY}  a: [\n` }),
    ).toBeUndefined();
  });

  test("has nothing to be compared with when there is no base", async () => {
    const head = await projectOf({ "config/deploy.yml": DEPLOY });
    expect(reviewChange({ base: undefined, head, rules: RULES }).plan).toBeUndefined();
  });
});

describe("destinations", () => {
  const staging = "servers: { web: [10.1.0.1] }\n";
  const live = "servers: { web: [10.2.0.1] }\n";
  const base = DEPLOY.replace("service: shop", "service: shop\nrequire_destination: true");
  const files = {
    "config/deploy.yml": base,
    "config/deploy.staging.yml": staging,
    "config/deploy.live.yml": live,
  };

  test("that change alike share a line", async () => {
    const plan = await planOf(files, {
      ...files,
      "config/deploy.yml": base.replace("postgres:16", "postgres:17"),
    });
    expect(plan).toHaveLength(1);
    expect(plan?.[0]?.destinations.toSorted()).toEqual(["live", "staging"]);
  });

  test("that change by themselves are named", async () => {
    const plan = await planOf(files, {
      ...files,
      "config/deploy.live.yml": live.replace("10.2.0.1", "10.2.0.2"),
    });
    expect(plan?.map(({ message, path, destinations }) => [message, path, destinations])).toEqual([
      ["Role `web`: host `10.2.0.2` added", "config/deploy.live.yml", ["live"]],
      ["Role `web`: host `10.2.0.1` removed", "config/deploy.live.yml", ["live"]],
    ]);
  });

  test("that are new tell only what sets them apart", async () => {
    const plan = await planOf(files, { ...files, "config/deploy.qa.yml": "servers: { web: [10.3.0.1] }\n" });
    const messages = plan?.map(({ message }) => message);
    expect(messages).toEqual([
      "Destination `qa` added",
      "Role `web`: host `10.3.0.1` added",
      "Role `job`: host `10.0.0.3` added",
      "Accessory `db`: host `10.0.0.9` added",
    ]);
  });
});

test("hooks and names of secrets count", async () => {
  const plan = await planOf(
    {
      "config/deploy.yml": DEPLOY,
      ".kamal/hooks/pre-deploy": "true\n",
      ".kamal/secrets": "P=$P\nOLD=$OLD\n",
    },
    {
      "config/deploy.yml": DEPLOY,
      ".kamal/hooks/pre-build": "true\n",
      ".kamal/secrets": "P=$(cat p)\nNEW=$NEW\n",
    },
  );
  expect(plan?.map(({ message, path }) => `${message} in ${path}`)).toEqual([
    "Hook `pre-build` added in .kamal/hooks/pre-build",
    "Hook `pre-deploy` removed in .kamal/hooks/pre-deploy",
    "Secret `P` taken from somewhere else in .kamal/secrets",
    "Secret `NEW` added in .kamal/secrets",
    "Secret `OLD` removed in .kamal/secrets",
  ]);
});

describe("recorded configurations", () => {
  const folder = join(PROJECT_ROOT, "test/fixtures/kamal-behaviour/plan");
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name, "deploy.yml"), "utf8"));

  test("show no change when their sections are put into another order", async () => {
    for (const text of texts.filter((one) => !/[*&]\w|<<|-%>/.test(one))) {
      const sections = text.split(/^(?=\w)/m).filter((section) => /^\w/.test(section));
      const reversed = sections
        .toReversed()
        .map((section) => `${section.trimEnd()}\n`)
        .join("");
      expect(await planOf({ "config/deploy.yml": text }, { "config/deploy.yml": reversed })).toEqual([]);
    }
  });

  test("become one another without a crash, in sentences of one line", async () => {
    for (const [index, text] of texts.entries()) {
      const other = texts[(index + 1) % texts.length] ?? "";
      const plan = await planOf({ "config/deploy.yml": text }, { "config/deploy.yml": other });
      expect(plan?.length).toBeGreaterThan(0);
      for (const { message, line } of plan ?? []) {
        expect(message).toMatch(/^[A-Z`][^\n]*[^.\s]$/);
        expect(line).toBeLessThanOrEqual(other.split("\n").length);
      }
    }
  });
});

test("a move to another major version of Kamal is told", async () => {
  const lock = (version: string) => ({ "Gemfile.lock": `GEM\n  specs:\n    kamal (${version})\n` });
  const plan = await planOf(
    { "config/deploy.yml": DEPLOY, ...lock("1.9.3") },
    { "config/deploy.yml": DEPLOY.replace("memory: 1g", "memory: 2g"), ...lock("2.12.0") },
  );
  expect(plan?.map(({ message }) => message)).toContain("The major version of Kamal changed from `1` to `2`");
});
