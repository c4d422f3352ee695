import { spawnSync } from "node:child_process";

const [folder] = process.argv.slice(2);
spawnSync("rm", ["-rf", folder], { stdio: "inherit" });
                        ~~~~~~ [destructive-path]
spawnSync("kamal", ["app", "boot"]);
