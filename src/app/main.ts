#!/usr/bin/env node
/**
 * The executable. Says what it needs to a Node that is too old, whose own words would be a syntax error; nothing that such a one
 * lacks may be imported here. Compiled code is kept between runs where the system allows it, since compiling takes longer than
 * most scans.
 */
import nodeModule from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `kamal-review needs Node 22.12 or newer, and this is Node ${process.versions.node}.\n`,
  );
  process.exitCode = 2;
} else {
  nodeModule.enableCompileCache();
  const { runCommandLine } = await import("./command-line.ts");
  await runCommandLine(process.argv.slice(2));
}
