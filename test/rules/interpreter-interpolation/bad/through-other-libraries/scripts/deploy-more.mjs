#!/usr/bin/env bun
import { $ } from "bun";
import { spawn, spawnSync } from "node:child_process";

const role = Bun.argv[2];
const OPTIONS = { shell: true, stdio: "inherit" };
await $`${{ raw: `kamal app boot --roles ${role}` }}`;
                                         ~~~~~~~ [interpreter-interpolation]
spawnSync(`kamal app boot --roles ${role}`, OPTIONS);
                                  ~~~~~~~ [interpreter-interpolation]
const command = `kamal app logs --roles ${role} | tail`;
spawn("bash", ["-euo", "pipefail", "-c", command], { stdio: "inherit" });
                                         ~~~~~~~ [interpreter-interpolation]
