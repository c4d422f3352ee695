#!/usr/bin/env node
import { execSync } from "node:child_process";

const ref = process.argv[2] ?? "main";
const COMMANDS = { fetch: "git fetch --tags", checkout: `git checkout --force ${ref}`, deploy: "kamal deploy" };
                                                                              ~~~~~~ [interpreter-interpolation]
for (const [name, command] of Object.entries(COMMANDS)) {
  console.log(name);
  execSync(command, { stdio: "inherit" });
}

const MORE = [{ name: "push", command: `git push origin ${ref}` }];
                                                        ~~~~~~ [interpreter-interpolation]
for (const { name, command } of MORE) {
  console.log(name);
  execSync(command);
}
