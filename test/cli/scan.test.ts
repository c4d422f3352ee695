/** The command line as a person uses it: a process of its own, its output, its exit code. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { deployWith, SOUND_SETUP } from "../../demo/sound-setup.ts";
import { PROJECT_ROOT } from "../../scripts/rule-files.ts";

const LEAKY = deployWith(["password:\n    - KAMAL_REGISTRY_PASSWORD", "password: hunter2hunter2"]);
const OPEN_PORT = deployWith(['"127.0.0.1:5432:5432"', "5432"]);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kamal-review-scan-"));
  for (const [path, content] of Object.entries(SOUND_SETUP))
    write(path, typeof content === "string" ? content : content.content);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content, { mode: path.includes("hooks/") ? 0o755 : 0o644 });
}

function git(...args: readonly string[]): void {
  const identity = [
    "-c",
    "user.name=Wim",
    "-c",
    "user.email=wim@example.com",
    "-c",
    "init.defaultBranch=main",
    "-c",
    "commit.gpgsign=false",
  ];
  execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "ignore" });
}

function commit(message: string): void {
  git("add", "--all");
  git("commit", "--quiet", "--message", message);
}

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const main = join(PROJECT_ROOT, "src/app/main.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

interface JsonReport {
  readonly conclusion: string;
  readonly findings: readonly {
    readonly ruleId: string;
    readonly new: boolean;
    readonly startLine: number;
  }[];
  readonly fixed: readonly { readonly ruleId: string }[];
  readonly failures: readonly { readonly path: string; readonly reason: string }[];
}

function json(args: readonly string[]): JsonReport {
  return JSON.parse(run(["scan", ...args, "--format", "json"]).out) as JsonReport;
}

describe("a working tree", () => {
  test("in which all is well gets silence and exit code 0", () => {
    expect(run(["scan"])).toEqual({ code: 0, out: "", err: "" });
  });

  test("with a critical finding gets a frame with the secret masked, and exit code 1", () => {
    write("config/deploy.yml", LEAKY);
    const { code, out } = run(["scan", folder]);
    expect(code).toBe(1);
    expect(out).toContain("config/deploy.yml:15:13 critical registry-password-literal");
    expect(out).toContain("15 |   password: ••••••••••••••\n     |             ^^^^^^^^^^^^^^");
    expect(out).not.toContain("hunter2");
  });

  test("is judged by the threshold that was asked for", () => {
    write("config/deploy.yml", OPEN_PORT);
    expect(run(["scan"]).code).toBe(0);
    expect(run(["scan", "--fail-on", "high"]).code).toBe(1);
    expect(run(["scan", "--fail-on", "medium"]).code).toBe(1);
    write("config/deploy.yml", LEAKY);
    expect(run(["scan", "--fail-on", "never"]).code).toBe(0);
  });

  test("with a file that can't be read is never called clean", () => {
    write("config/deploy.yml", "service: shop\nimage: acme/shop\nservers: [\n");
    const { code, out } = run(["scan"]);
    expect([code, out.includes("unparsable")]).toEqual([1, true]);
    expect(json([]).failures).toEqual([
      { path: "config/deploy.yml", reason: expect.stringContaining("is not valid YAML"), counts: true },
    ]);
  });

  test("with a script of 20 MB and a binary hook is judged within the usual time", () => {
    write(".kamal/hooks/pre-deploy", `#!/bin/sh\n${"# padding\n".repeat(2_000_000)}`);
    write(".kamal/hooks/post-deploy", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0]));
    expect(json([]).failures.map(({ path }) => path)).toEqual([
      ".kamal/hooks/post-deploy",
      ".kamal/hooks/pre-deploy",
    ]);
  });

  test("is looked at where the path says: a folder, or one file of it", () => {
    write("apps/web/config/deploy.yml", LEAKY);
    expect(json(["apps/web"]).findings.map(({ ruleId }) => ruleId)).toEqual(["registry-password-literal"]);
    expect(json(["apps/web/config/deploy.yml"]).findings).toHaveLength(1);
    expect(json(["config/deploy.yml"]).findings).toHaveLength(0);
  });

  test("of a checkout leaves out what git ignores", () => {
    write(".kamal/secrets", "DB_PASSWORD=hunter2hunter2\n");
    expect(json([]).findings.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain(
      "secrets-file-literal",
    );
    git("init", "--quiet");
    write(".gitignore", ".kamal/secrets\n");
    expect(json([]).findings).toHaveLength(0);
  });

  test("is read through links within it, and links out of it are reported", () => {
    write("shared/secrets", "DB_PASSWORD=hunter2hunter2\n");
    symlinkSync("../shared/secrets", join(folder, ".kamal/secrets.staging"));
    symlinkSync("/etc/hostname", join(folder, ".kamal/secrets.production"));
    const { findings, failures } = json([]);
    expect(findings.map(({ ruleId }) => ruleId).sort()).toEqual(["secrets-file-literal", "unparsable"]);
    expect(failures).toEqual([
      { path: ".kamal/secrets.production", reason: expect.stringContaining("symbolic link"), counts: true },
    ]);
  });

  test("may have quotes, backticks and line breaks in its paths", () => {
    const path = "apps/a'b\"c`d`$(e)\nf/config/deploy.yml";
    write(path, LEAKY);
    expect(json([]).findings).toHaveLength(1);
    expect(run(["scan"]).out).not.toContain("\nf/config");
  });
});

describe("--base", () => {
  beforeEach(() => {
    git("init", "--quiet");
    write("config/deploy.yml", OPEN_PORT);
    commit("first");
    git("branch", "start");
  });

  test("judges only what the commit adds", () => {
    write("README.md", "# Changed\n");
    commit("words");
    expect(run(["scan", "--base", "start", "--fail-on", "low"])).toEqual({ code: 0, out: "", err: "" });
    expect(json(["--base", "start"]).findings.map(({ new: isNew }) => isNew)).toEqual([false]);
  });

  test("tells new findings from old and fixed ones", () => {
    write("config/deploy.yml", LEAKY);
    commit("leak");
    const report = json(["--base", "start"]);
    expect(report.conclusion).toBe("failure");
    expect(report.findings).toMatchObject([{ ruleId: "registry-password-literal", new: true }]);
    expect(report.fixed).toMatchObject([{ ruleId: "accessory-port-public" }]);
  });

  test("does not take a finding for new because its line has moved", () => {
    write("config/deploy.yml", `# a line more\n\n${OPEN_PORT}`);
    commit("comment");
    expect(json(["--base", "start"]).findings.map(({ new: isNew }) => isNew)).toEqual([false]);
  });

  test("takes the merge base, so that what others did meanwhile does not count", () => {
    git("checkout", "--quiet", "-b", "feature");
    write("README.md", "# Feature\n");
    commit("feature");
    git("checkout", "--quiet", "start");
    write("config/deploy.yml", SOUND_SETUP["config/deploy.yml"]);
    commit("mended by others");
    git("checkout", "--quiet", "feature");
    expect(json(["--base", "start"]).findings.map(({ new: isNew }) => isNew)).toEqual([false]);
  });

  test("looks at commits, not at the working tree", () => {
    write("config/deploy.yml", LEAKY);
    expect(json(["--base", "start"]).findings.map(({ ruleId }) => ruleId)).toEqual(["accessory-port-public"]);
  });

  test("sees TLS taken away, which no line of the head shows", () => {
    write("config/deploy.yml", OPEN_PORT.replace("  ssl: true\n", ""));
    commit("no ssl");
    expect(json(["--base", "start"]).findings.filter(({ new: isNew }) => isNew)).toMatchObject([
      { ruleId: "tls-removed" },
    ]);
  });
});

describe("wrong use ends with exit code 2 and one line that says what to do", () => {
  test.each([
    ["an unknown command", ["review"], "there is no command review"],
    ["an unknown option", ["scan", "--colour"], "--colour"],
    [
      "a threshold that does not exist",
      ["scan", "--fail-on", "severe"],
      "--fail-on must be one of critical, high, medium, low, never",
    ],
    ["a format that does not exist", ["scan", "--format", "xml"], "--format must be one of text, json"],
    ["a path that does not exist", ["scan", "nowhere"], "there is no file or folder nowhere"],
    ["two paths", ["scan", "a", "b"], "scan takes one path"],
    ["--base outside a checkout", ["scan", "--base", "main"], "not a git repository"],
  ])("%s", (_, args, message) => {
    const { code, out, err } = run(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  test("a commit that does not exist, even one that looks like an option", () => {
    git("init", "--quiet");
    commit("first");
    expect(run(["scan", "--base", "nosuch"]).err).toBe(
      "kamal-review: nosuch is not a commit of this repository\n",
    );
    expect(run(["scan", "--base=--upload-pack=touch x"]).code).toBe(2);
  });
});

test("a Node that is too old is told so in one line", () => {
  const older =
    'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });';
  const { code, out, err } = run(["scan"], {
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(older)}`,
  });
  expect([code, out]).toEqual([2, ""]);
  expect(err).toBe("kamal-review needs Node 22.12 or newer, and this is Node 20.20.2.\n");
});

test("the configuration of a repository can't make git start a program", () => {
  git("init", "--quiet");
  write("evil", `#!/bin/sh\ntouch ${join(folder, "ran")}\n`);
  chmodSync(join(folder, "evil"), 0o755);
  for (const key of ["core.fsmonitor", "core.pager", "core.sshCommand", "diff.external"])
    git("config", key, join(folder, "evil"));
  commit("first");
  rmSync(join(folder, "ran"), { force: true });
  expect(run(["scan"]).code).toBe(0);
  expect(run(["scan", "--base", "HEAD"]).code).toBe(0);
  expect(spawnSync("ls", [join(folder, "ran")]).status).not.toBe(0);
});

test("colours appear only where they can be shown", () => {
  write("config/deploy.yml", LEAKY);
  expect(run(["scan"]).out).not.toContain("\u001b[");
  expect(run(["scan"], { FORCE_COLOR: "1" }).out).toContain("\u001b[31m");
  expect(run(["scan"], { FORCE_COLOR: "1", NO_COLOR: "1" }).out).toContain("critical");
});

test("serve refuses to start without a webhook secret, or with Probot's default one", () => {
  const env = {
    APP_ID: "1",
    PRIVATE_KEY: "-----BEGIN RSA PRIVATE KEY-----\\nAAAA\\n-----END RSA PRIVATE KEY-----\\n",
  };
  expect(run(["serve"], env)).toMatchObject({
    code: 2,
    err: expect.stringContaining("WEBHOOK_SECRET is not set"),
  });
  expect(run(["serve"], { ...env, WEBHOOK_SECRET: "development" })).toMatchObject({
    code: 2,
    err: expect.stringContaining("WEBHOOK_SECRET is Probot's default"),
  });
});
