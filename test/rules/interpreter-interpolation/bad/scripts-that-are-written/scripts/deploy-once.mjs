import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const [role] = process.argv.slice(2);
writeFileSync("tmp/run.sh", `#!/bin/sh\nkamal app boot --roles ${role}\n`, { mode: 0o700 });
                                                               ~~~~~~~ [interpreter-interpolation]
execFileSync("sh", ["tmp/run.sh"], { stdio: "inherit" });
