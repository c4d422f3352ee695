#!/usr/bin/env node
import sh from "./lib/sh.mjs";
const [ref] = process.argv.slice(2);
await sh(`git checkout ${ref}`);
                       ~~~~~~ [interpreter-interpolation]
await sh("kamal deploy");
