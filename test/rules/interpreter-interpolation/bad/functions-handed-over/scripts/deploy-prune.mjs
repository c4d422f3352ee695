import { execSync } from "node:child_process";
import { readFileSync } from "node:fs";

const remove = (name) => execSync(`docker rm -f ${name}`, { stdio: "inherit" });
                                                ~~~~~~~ [interpreter-interpolation]
readFileSync(0, "utf8").trim().split("\n").forEach(remove);
