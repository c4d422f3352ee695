#!/usr/bin/env node
import { execSync } from "node:child_process";
import { releaseTag } from "./lib/checks.mjs";

const tag = releaseTag(process.argv[2]);
execSync(`git checkout ${tag}`, { stdio: "inherit" });
