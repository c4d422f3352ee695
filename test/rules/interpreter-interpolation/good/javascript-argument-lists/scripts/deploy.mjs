import { execFileSync, execSync, spawnSync } from "node:child_process";
import { $ } from "zx";

const branch = process.argv[2] ?? "main";
execFileSync("git", ["pull", "origin", branch], { stdio: "inherit" });
spawnSync("kamal", ["deploy", `--version=${branch}`]);
execSync("docker compose up -d");
await $`git checkout ${branch}`;

const match = /^release-(.+)$/.exec(branch);
const ALLOWED = ["staging", "production"];
const destination = process.env.DESTINATION;
if (!ALLOWED.includes(destination)) {
  console.error(`unknown destination ${destination}`);
  process.exit(1);
}
execSync(`kamal deploy -d ${destination}`);
