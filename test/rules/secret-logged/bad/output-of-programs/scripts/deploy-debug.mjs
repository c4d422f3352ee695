import { spawnSync } from "node:child_process";

const { stdout } = spawnSync("op", ["read", "op://deploy/registry/password"], { encoding: "utf8" });
console.log("registry:", stdout);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
