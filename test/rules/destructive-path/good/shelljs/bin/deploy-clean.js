#!/usr/bin/env node
const shell = require("shelljs");

const release = process.argv[2];
shell.rm("-f", "tmp/release.lock");
shell.rm("-rf", "dist", "tmp/cache");
shell.mkdir("-p", "log");
