import { execSync } from "node:child_process";

export function sh(command) {
  console.log(`> ${command}`);
  execSync(command, { stdio: "inherit" });
}
