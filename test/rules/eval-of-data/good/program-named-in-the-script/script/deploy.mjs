#!/usr/bin/env node
import { spawnSync } from "node:child_process";

const TASKS = { web: ["bin/web", "restart"], worker: ["bin/worker", "restart"] };
const [program, ...rest] = TASKS[process.env.KAMAL_ROLE] ?? TASKS.web;
spawnSync(program, [...rest, process.env.KAMAL_PERFORMER]);
const [tool, ...words] = process.argv.slice(2);
spawnSync(tool, words);
