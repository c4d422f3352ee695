import { execFileSync } from "node:child_process";

const destination = process.argv[2];
execFileSync("kamal", ["app", "exec", "-d", destination, "bin/rails db:prepare"], { stdio: "inherit" });
execFileSync("ssh", [`deploy@${process.argv[3]}`, "docker system prune -f"]);
