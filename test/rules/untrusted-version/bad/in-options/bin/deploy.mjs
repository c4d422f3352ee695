#!/usr/bin/env node
import { spawnSync } from "node:child_process";

const [version] = process.argv.slice(2);
spawnSync("kamal", ["deploy", "-P"], { stdio: "inherit", env: { ...process.env, VERSION: version } });
                                                                                         ~~~~~~~ [untrusted-version]
