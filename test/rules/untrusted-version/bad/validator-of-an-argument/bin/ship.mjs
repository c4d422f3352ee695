#!/usr/bin/env node
import { Argument, Command } from "commander";
import { spawnSync } from "node:child_process";

function trimmed(value) {
  return value.trim();
}

const program = new Command();
program
  .command("deploy")
  .addArgument(new Argument("<commit>").argParser(trimmed))
  .action((commit) => spawnSync("kamal", ["deploy", `--version=${commit}`], { stdio: "inherit" }));
                                                    ~~~~~~~~~~~~~~~~~~~~~ [untrusted-version]
program.parse();
