import { execFileSync } from "node:child_process";

const version = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).trim();
execFileSync("kamal", ["deploy", "--version", version], { stdio: "inherit" });
