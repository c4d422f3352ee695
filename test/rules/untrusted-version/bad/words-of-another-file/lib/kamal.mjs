import { spawnSync } from "node:child_process";

export function rollback(version, options = {}) {
  return spawnSync("bundle", ["exec", "kamal", "rollback", version], { stdio: "inherit", ...options });
}
