/** The house's walls: imports point left only, pure layers stay pure, each dependency has one owner. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, test } from "@jest/globals";
import { PROJECT_ROOT } from "../scripts/rule-files.ts";

/** From left to right; layers of one rank do not know each other. */
const RANKS = [
  ["source"],
  ["documents"],
  ["engine"],
  ["rules"],
  ["review"],
  ["report"],
  ["service"],
  ["github", "store", "cli"],
  ["app"],
];

/** Layers without I/O, clock, randomness and environment. */
const PURE = ["source", "documents", "engine", "rules", "review", "report"];

/** Built-in modules that only compute. */
const COMPUTING = new Set(["node:buffer", "node:crypto", "node:net", "node:path", "node:util"]);

/** The loaders that are awaited at start read their own package's files. */
const LOADERS = new Set(["documents/syntax/syntax-tree.ts"]);

/** Files or folders that may import a dependency; types are free. */
const OWNERS: Readonly<Record<string, string>> = {
  yaml: "documents/yaml/",
  "@vscode/tree-sitter-wasm": "documents/syntax/syntax-tree.ts",
  "@secretlint/core": "documents/credentials/provider-detectors.ts",
  "@secretlint/profiler": "documents/credentials/provider-detectors.ts",
  "@secretlint/secretlint-rule-preset-recommend": "documents/credentials/provider-detectors.ts",
  "shell-quote": "documents/kamal/command-words.ts",
  diff: "review/unchanged-lines.ts",
  "dockerfile-ast": "documents/dockerfile/read-instructions.ts",
  "@octokit/auth-app": "github/client.ts",
  "@octokit/plugin-retry": "github/client.ts",
  "@octokit/plugin-throttling": "github/client.ts",
  "@octokit/rest": "github/client.ts",
  "p-queue": "store/memory-queue.ts",
  pino: "app/log.ts",
  probot: "app/app.ts",
};

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const FILES = readdirSync(join(PROJECT_ROOT, "src"), { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".ts"),
);
const IMPORTS = FILES.flatMap(importsOf);

/** Rules share what lies in `shared`; a rule that leans on another could not be read, or taken out, by itself. */
test("no rule imports another one", () => {
  const isRule = (path: string): boolean => /^rules\/(?!shared\/)[a-z]+\/[a-z0-9-]+\.ts$/.test(path);
  const between = IMPORTS.filter(({ file, target }) => {
    return isRule(file) && target.startsWith(".") && isRule(posix.join(posix.dirname(file), target));
  });
  expect(between).toEqual([]);
});

function importsOf(file: string): Import[] {
  const text = readFileSync(join(PROJECT_ROOT, "src", file), "utf8");
  const found = text.matchAll(
    /(?:^|\n)(?:import|export)(\s+type)?\b[^;"]*?from\s+"([^"]+)"|\bimport\("([^"]+)"\)|\brequire\("([^"]+)"\)/g,
  );
  return [...found].map(([, type, from, dynamic, required]) => ({
    file,
    target: from ?? dynamic ?? required ?? "",
    typeOnly: type !== undefined,
  }));
}

function layerOf(file: string): string {
  return file.split("/")[0] ?? "";
}

function rankOf(file: string): number {
  return RANKS.findIndex((rank) => rank.includes(layerOf(file)));
}

test("every source file lies in a layer", () => {
  expect(FILES.filter((file) => rankOf(file) < 0)).toEqual([]);
});

test("imports point to the same layer or to the left", () => {
  const local = IMPORTS.filter(({ target }) => target.startsWith("."));
  const wrong = local.filter(({ file, target }) => {
    const to = posix.join(posix.dirname(file), target);
    return layerOf(to) !== layerOf(file) && rankOf(to) >= rankOf(file);
  });
  expect(wrong.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test("layers up to report import nothing that touches the world", () => {
  const builtin = IMPORTS.filter(
    ({ file, target }) => PURE.includes(layerOf(file)) && target.startsWith("node:"),
  );
  const impure = builtin.filter(({ file, target }) => !COMPUTING.has(target) && !LOADERS.has(file));
  expect(impure.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test("layers up to report read no clock, no randomness and no environment", () => {
  const pure = FILES.filter((file) => PURE.includes(layerOf(file)) && !LOADERS.has(file));
  const reading = pure.filter((file) =>
    /process\.(?:env|argv|std|exit|hrtime)|Date\.now|new Date\(\)|Math\.random|performance\.now/.test(
      readFileSync(join(PROJECT_ROOT, "src", file), "utf8"),
    ),
  );
  expect(reading).toEqual([]);
});

test("each dependency is used by its owner only", () => {
  const foreign = IMPORTS.filter(
    ({ target, typeOnly }) => !typeOnly && !target.startsWith(".") && !target.startsWith("node:"),
  );
  const elsewhere = foreign.filter(({ file, target }) => !file.startsWith(OWNERS[target] ?? "nobody"));
  expect(elsewhere.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test("every dependency of the package has an owner", () => {
  const { dependencies } = JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  expect(Object.keys(dependencies).sort()).toEqual(Object.keys(OWNERS).sort());
});
