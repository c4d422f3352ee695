import { spawnSync } from "node:child_process";

const [tag] = process.argv.slice(2);
spawnSync("docker", ["push", `acme/shop:${tag}`], { stdio: "inherit", shell: process.platform === "win32" });
spawnSync("kamal", ["deploy"], { stdio: "inherit" });
