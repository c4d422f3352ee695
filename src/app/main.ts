#!/usr/bin/env node
/** The executable. Compiled code is kept between runs where the system allows it, since compiling takes longer than most scans. */
import { enableCompileCache } from "node:module";

enableCompileCache();
const { runCommandLine } = await import("./command-line.ts");
await runCommandLine(process.argv.slice(2));
