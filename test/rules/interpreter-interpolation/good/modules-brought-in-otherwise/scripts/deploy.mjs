#!/usr/bin/env node
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
const { version } = load("../package.json");
const { execFileSync } = load("node:child_process");
execFileSync("git", ["tag", process.argv[2]]);
import("node:child_process").then(({ execSync }) => execSync("docker compose pull"));
import("./notify.mjs").then((notify) => notify.exec(`released ${process.argv[2]}`));
console.log(version);
