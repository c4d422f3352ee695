#!/usr/bin/env node
import { spawnSync } from "node:child_process";

const [program, ...rest] = process.env.GITHUB_HEAD_REF.split("/");
spawnSync(program, rest);
          ~~~~~~~ [eval-of-data]
