#!/usr/bin/env node
const { execFileSync } = require("child_process");

const kamal = (...args) => execFileSync("kamal", args, { stdio: "inherit" });
const version = process.argv[2];

kamal("deploy", `--version=${version}`);
                ~~~~~~~~~~~~~~~~~~~~~~ [untrusted-version]
