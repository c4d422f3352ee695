import { execFileSync } from "node:child_process";
import { $ } from "zx";

const task = process.env.GITHUB_HEAD_REF;
execFileSync("kamal", ["server", "exec", `echo ${task}`]);
                                               ~~~~~~~ [remote-command-interpolation]
await $`ssh deploy@app.example.com ${"echo " + task}`;
                                   ~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
