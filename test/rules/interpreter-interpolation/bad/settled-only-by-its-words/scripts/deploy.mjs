import { execSync } from "node:child_process";
import { program } from "commander";

program.option("--tag <tag>", "Tag, Number or name").parse();
execSync(`notify ${program.opts().tag}`);
                 ~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
