import { spawnSync } from "node:child_process";

const bash = (script) => spawnSync("bash", ["-c", script], { stdio: "inherit" });
bash(`cd /srv && git checkout ${process.env.GITHUB_HEAD_REF}`);
                              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
bash("kamal deploy");
