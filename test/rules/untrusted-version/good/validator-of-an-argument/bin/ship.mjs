#!/usr/bin/env node
import { Argument, Command, InvalidArgumentError } from "commander";
import { spawnSync } from "node:child_process";

function commitId(value) {
  if (!/^[0-9a-f]{40}$/.test(value)) throw new InvalidArgumentError("give a commit");
  return value;
}

const program = new Command();
program
  .command("deploy")
  .addArgument(new Argument("<commit>").argParser(commitId))
  .action((commit) => spawnSync("kamal", ["deploy", `--version=${commit}`], { stdio: "inherit" }));
program
  .command("rollback")
  .argument("<target>", "what to go back to", commitId)
  .action((target) => spawnSync("kamal", ["rollback", target], { stdio: "inherit" }));
program
  .command("boot")
  .option("--release <commit>", "which", commitId)
  .action(({ release }) => spawnSync("kamal", ["app", "boot", `--version=${release}`], { stdio: "inherit" }));
program.parse();
