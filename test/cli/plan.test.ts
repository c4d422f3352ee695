// biome-ignore-all lint/suspicious/noTemplateCurlyInString: how secrets are named
/** `kamal-review plan` as a person uses it: a process of its own, its output, its exit code. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { PROJECT_ROOT } from "../../scripts/rule-files.ts";
import { plan } from "../../src/cli/plan.ts";

const CASES = join(PROJECT_ROOT, "test/fixtures/kamal-behaviour/plan");

const DEPLOY = `service: shop
image: acme/shop
servers:
  web: [10.0.0.1, 10.0.0.2]
registry: { server: ghcr.io, username: acme, password: [GHCR_TOKEN] }
builder: { arch: amd64 }
env: { clear: { LEVEL: info } }
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kamal-review-plan-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function git(...args: readonly string[]): void {
  const identity = ["-c", "user.name=Wim", "-c", "user.email=wim@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...identity, "-c", "init.defaultBranch=main", ...args], {
    cwd: folder,
    stdio: "ignore",
  });
}

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A process of its own, for what only that shows. */
function run(...args: readonly string[]): Run {
  const main = join(PROJECT_ROOT, "src/app/main.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "plan", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { code: status, out: stdout, err: stderr };
}

/** The command in this process, on a path below the folder. */
async function show(path: string, ...args: readonly string[]): Promise<string> {
  let out = "";
  const write = (text: string): void => {
    out += text;
  };
  await plan([join(folder, path), ...args], { write, paint: (_style, text) => text });
  return out.replaceAll(`${folder}/`, "");
}

function recorded(name: string): Record<string, unknown> {
  const { case: _, ...expected } = JSON.parse(readFileSync(join(CASES, name, "expected.json"), "utf8"));
  return expected;
}

describe("the plan of one configuration", () => {
  test.each([
    ["registry-odd-credentials", []],
    ["dest-null-typed-key", ["-d", "review"]],
    ["v1-loads-a-v2-file", ["--kamal", "1"]],
  ])("has the fields and values that were recorded for %s", async (name, more) => {
    cpSync(join(CASES, name), join(folder, "config"), { recursive: true });
    const out = await show(".", "--format", "json", "--version", "abc1234", ...more);
    expect(JSON.parse(out)).toEqual(recorded(name));
  });

  test("is read from a file as well as from a repository", async () => {
    write("config/deploy.yml", DEPLOY);
    const out = await show("config/deploy.yml");
    expect(out).toBe(await show("."));
    expect(out).toContain("What Kamal 2.12.0 would run");
    expect(out).toContain("Role web on 10.0.0.1, 10.0.0.2");
    expect(out).toContain("--name shop-web-<version>");
  });

  test("names secrets, and shows none that is written in clear", async () => {
    write("config/deploy.yml", DEPLOY.replace("LEVEL: info", "API_TOKEN: hunter2hunter2"));
    const text = await show(".");
    expect(text).toContain("${secret GHCR_TOKEN}");
    expect(text).not.toContain("hunter2");
    expect(await show(".", "--format", "json")).not.toContain("hunter2");
  });

  test("is for the destination whose file is given", async () => {
    write("config/deploy.yml", DEPLOY);
    write("config/deploy.staging.yml", "servers: { web: [10.1.0.1] }\n");
    expect(await show("config/deploy.staging.yml")).toBe(await show(".", "--destination", "staging"));
    expect(await show(".", "--destination", "staging")).toContain("What Kamal 2.12.0 would run for staging");
  });

  test("follows the version that the repository has installed", async () => {
    write("config/deploy.yml", DEPLOY.replace("builder: { arch: amd64 }\n", ""));
    write("Gemfile.lock", "GEM\n  specs:\n    kamal (1.9.2)\n");
    expect(await show(".")).toContain("What Kamal 1.9.3 would run");
  });
});

describe("the reason why there is no plan", () => {
  test("is Kamal's own when it refuses the configuration", async () => {
    write("config/deploy.yml", DEPLOY.replace("service: shop\n", ""));
    const out = await show(".");
    expect(out).toMatch(/^No plan: Kamal 2\.12\.0 refuses the configuration\n/);
  });

  test("is Ruby when it decides which settings there are", async () => {
    write("config/deploy.yml", `${DEPLOY}<% if ENV["X"] %>\nvolumes: [a:/b]\n<% end %>\n`);
    expect(await show(".")).toBe(
      "No plan: config/deploy.yml lets Ruby decide which settings there are at line 8\n",
    );
    expect(JSON.parse(await show(".", "--format", "json"))).toMatchObject({ accepted: null });
  });
});

test("the base by itself tells which destinations there are", async () => {
  write("config/deploy.yml", `require_destination: true\n${DEPLOY}`);
  write("config/deploy.staging.yml", "servers: { web: [10.1.0.1] }\n");
  write("config/deploy.live.yml", "servers: { web: [10.2.0.1] }\n");
  const out = await show(".");
  expect(out).toContain("You must specify a destination");
  expect(out).toContain("Choose a destination with --destination: live, staging\n");
});

describe("what a branch changes", () => {
  beforeEach(() => {
    write("config/deploy.yml", DEPLOY);
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Base");
    git("checkout", "--quiet", "-b", "work");
  });

  function commit(content: string): void {
    write("config/deploy.yml", content);
    git("add", "--all");
    git("commit", "--quiet", "--message", "Work");
  }

  test("is told line by line", async () => {
    commit(DEPLOY.replace("10.0.0.2", "10.0.0.3"));
    expect(await show(".", "--base", "main")).toBe(
      "+ Role `web`: host `10.0.0.3` added  config/deploy.yml:4\n- Role `web`: host `10.0.0.2` removed  config/deploy.yml:4\n",
    );
    expect(await show("config/deploy.yml", "--base", "main")).toBe(await show(".", "--base", "main"));
  });

  test("is a list for programs", async () => {
    commit(DEPLOY.replace("acme/shop", "acme/store"));
    const { changes } = JSON.parse(await show(".", "--base", "main", "--format", "json"));
    expect(changes).toEqual([
      {
        kind: "changed",
        topic: "image",
        message: "The image changed from `acme/shop` to `acme/store`",
        path: "config/deploy.yml",
        line: 2,
        destinations: [null],
      },
    ]);
  });

  test("is nothing when only the layout differs", async () => {
    commit(DEPLOY.replace("[10.0.0.1, 10.0.0.2]", "[ 10.0.0.2, 10.0.0.1 ]"));
    expect(await show(".", "--base", "main")).toBe("No change to the deployment.\n");
  });
});

describe("input that can't be read", () => {
  test("is one line on standard error and exit code 2", () => {
    expect(run("nowhere")).toEqual({
      code: 2,
      out: "",
      err: "kamal-review: there is no file or folder nowhere\n",
    });
  });

  test.each<[string, readonly string[], string]>([
    ["a folder without a configuration", [], "there is no config/deploy.yml in"],
    ["a wrong major version", ["--kamal", "3"], "--kamal must be one of 1, 2"],
    ["a wrong format", ["--format", "xml"], "--format must be one of text, json"],
  ])("says what is wrong: %s", async (_what, args, message) => {
    await expect(show(".", ...args)).rejects.toThrow(message);
  });

  test("is a destination without a file, and a file that is no text", async () => {
    write("config/deploy.yml", DEPLOY);
    await expect(show(".", "-d", "moon")).rejects.toThrow("config/deploy.moon.yml");
    write("config/deploy.yml", new Uint8Array([0xff, 0xfe, 0xfd]));
    await expect(show(".")).rejects.toThrow("config/deploy.yml is not valid UTF-8 text");
  });
});
