import { program } from "commander";
import { execSync } from "node:child_process";

program.argument("<task>").option("-b, --branch <branch>");
program.action((task) => {
  execSync(`bin/kamal app exec 'bin/rails ${task}'`);
                                          ~~~~~~~ [interpreter-interpolation]
});
program.parse();
const { branch } = program.opts();
execSync("git checkout " + branch);
                           ~~~~~~ [interpreter-interpolation]
