#!/usr/bin/env node
import { spawnSync } from "node:child_process";

function kamal(args, options = {}) {
  const { status } = spawnSync("kamal", args, { stdio: "inherit", ...options });
  if (status !== 0) process.exit(1);
}

kamal(["secrets", "print"]);
~~~~~~~~~~~~~~~~~~~~~~~~ [kamal-disclosure]
kamal(["deploy"], { timeout: 600_000 });
