#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import { Telemetry } from "../lib/telemetry.mjs";

const telemetry = new Telemetry("deploy");
spawnSync("bundle", ["exec", "kamal", "deploy"], { stdio: "inherit" });
await telemetry.flush();
