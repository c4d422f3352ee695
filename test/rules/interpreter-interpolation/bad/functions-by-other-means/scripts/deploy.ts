import { execSync } from "node:child_process";

function run({ command, cwd = "." }: { command: string; cwd?: string }) {
  return execSync(command, { cwd });
}
const tag = process.argv[2];
run({ command: `git push origin ${tag}` });
                                ~~~~~~ [interpreter-interpolation]
