#!/usr/bin/env bun
import got from "got";
import { spawnSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";

await Bun.write("tmp/migrate.ts", await fetch("https://downloads.example.com/migrate.ts"));
Bun.spawnSync(["bun", "run", "tmp/migrate.ts"]);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
await pipeline(got.stream("https://downloads.example.com/deployer"), createWriteStream("bin/deployer"));
spawnSync("bin/deployer", ["run"]);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
