#!/usr/bin/env node
const shell = require("shelljs");

const release = process.argv[2];
shell.rm("-rf", `${release}/*`);
                ~~~~~~~~~~~~~~ [destructive-path]
