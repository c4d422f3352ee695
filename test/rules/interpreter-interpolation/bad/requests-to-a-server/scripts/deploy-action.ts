import * as core from "@actions/core";
import * as github from "@actions/github";
import * as cp from "node:child_process";

const { pull_request: request } = github.context.payload;
const ref: string = request.head.ref;
cp.execSync(`git fetch origin ${ref}:${ref}`);
                              ~~~~~~ [interpreter-interpolation]
cp.execSync(`kamal deploy -d ${core.getInput("destination")}`);
                             ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
