import { execSync } from "node:child_process";
import yargs from "yargs";

const options = yargs(process.argv).option("dryRun", { type: "boolean" }).option("targetEnv", { choices: ["staging", "production"] }).parseSync();
execSync(`bin/kamal deploy -d ${options.targetEnv}`);

function scale(count: number) {
  execSync(`bin/scale ${count}`);
}
export { scale };
