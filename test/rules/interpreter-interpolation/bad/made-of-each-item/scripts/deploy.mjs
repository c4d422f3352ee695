import { execSync } from "node:child_process";

const flags = process.argv.slice(2).map((one) => `--build-arg ${one}`).join(" ");
execSync(`docker build ${flags} .`);
                       ~~~~~~~~ [interpreter-interpolation]
