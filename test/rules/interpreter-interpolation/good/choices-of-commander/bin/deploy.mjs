#!/usr/bin/env node
import { Argument, program } from "commander";
import { execSync } from "node:child_process";

program
  .addArgument(new Argument("<destination>").choices(["staging", "production"]))
  .action((destination) => execSync(`kamal deploy -d ${destination}`, { stdio: "inherit" }));
program.parse();
