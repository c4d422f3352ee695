/**
 * Compiles src/ to dist/. The parts that every scan needs become one file with the two small libraries they use: loading two
 * hundred modules one by one would take longer than the scan itself. Types are checked by `npm run types`.
 */
import { chmodSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const path = (relative: string): string => fileURLToPath(new URL(`../${relative}`, import.meta.url));

/** Loaded when a file needs them, or by the App only. */
const EXTERNAL = [
  "@octokit/*",
  "@secretlint/*",
  "@vscode/tree-sitter-wasm",
  "dockerfile-ast",
  "p-queue",
  "pino",
  "probot",
];

rmSync(path("dist"), { recursive: true, force: true });
await build({
  entryPoints: [path("src/app/main.ts"), path("src/app/review-thread.ts")],
  outdir: path("dist"),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22",
  // names stay, for the traces that tell where a fault of ours is
  minifyWhitespace: true,
  minifySyntax: true,
  external: EXTERNAL,
  // the bundled libraries are CommonJS and ask for Node's own modules by require
  banner: {
    js: 'import { createRequire as nodeRequire } from "node:module"; const require = nodeRequire(import.meta.url);',
  },
  logLevel: "warning",
});
chmodSync(path("dist/main.js"), 0o755);
