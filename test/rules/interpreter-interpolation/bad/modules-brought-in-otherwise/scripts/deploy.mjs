#!/usr/bin/env node
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
const { execSync: sh } = load("node:child_process");
const tag = process.argv[2];
sh(`git tag ${tag}`);
            ~~~~~~ [interpreter-interpolation]
createRequire(import.meta.url)("child_process").execSync(`git push origin ${tag}`);
                                                                          ~~~~~~ [interpreter-interpolation]
process.getBuiltinModule("node:child_process").execSync(`docker pull shop:${tag}`);
                                                                          ~~~~~~ [interpreter-interpolation]
import("node:child_process").then(({ execSync }) => execSync(`docker tag shop:${tag} shop:latest`));
                                                                              ~~~~~~ [interpreter-interpolation]
