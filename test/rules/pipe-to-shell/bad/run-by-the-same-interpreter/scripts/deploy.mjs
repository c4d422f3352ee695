#!/usr/bin/env node
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const response = await fetch("https://tools.example.dev/checks/latest.mjs");
writeFileSync("tmp/check.mjs", await response.text());
execFileSync(process.execPath, ["tmp/check.mjs", "--service", "shop"]);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
execFileSync("kamal", ["deploy"]);
