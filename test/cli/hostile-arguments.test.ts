/** Whatever is typed, the tool ends with code 2 and one line that a terminal can show. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PROJECT_ROOT } from "../../scripts/rule-files.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kamal-review-arguments-"));
  mkdirSync(join(folder, "config"));
  mkdirSync(join(folder, "empty"));
  writeFileSync(join(folder, "config/deploy.yml"), "service: shop\nimage: acme/shop\n");
  writeFileSync(join(folder, "notes.txt"), "nothing\n");
  execFileSync("mkfifo", [join(folder, "pipe")]);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ["a command with control characters", ["\u001b[2Jbo\ngus"], "there is no command \\u001b[2Jbo\\ngus"],
  ["a path with line breaks", ["scan", "a\nb\u202e"], "there is no file or folder a\\nb\\u202e"],
  ["an endless path", ["scan", "a".repeat(5_000)], "there is no file or folder aaa"],
  ["a pipe", ["scan", "pipe"], "pipe is neither a file nor a folder"],
  ["a file without a role", ["scan", "notes.txt"], "notes.txt is none of the files"],
  ["a folder without a deployment", ["scan", "empty"], "empty has none of the files"],
  ["an option as a value", ["scan", "--base", "--output=x"], "Option '--base' argument is ambiguous\n"],
  ["a destination that is a path", ["plan", "-d", "../../etc/passwd"], "--destination must be the name"],
  ["a rule that is a path", ["explain", "../../package"], "there is no rule ../../package"],
  ["a property of every object", ["rules", "--category", "__proto__"], "--category must be one of"],
])("%s", (_, args, said) => {
  const main = join(PROJECT_ROOT, "src/app/main.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`kamal-review: ${said}`);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stderr.length).toBeLessThan(600);
});
