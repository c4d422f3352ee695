import { spawnSync } from "node:child_process";
import chalk from "chalk";
import { consola } from "consola";

const { RAILS_MASTER_KEY = "" } = process.env;
console.log(chalk.green(`key ${RAILS_MASTER_KEY}`));
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
consola.box(`key ${RAILS_MASTER_KEY}`);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
spawnSync("kamal", ["deploy"], { stdio: "inherit" });
