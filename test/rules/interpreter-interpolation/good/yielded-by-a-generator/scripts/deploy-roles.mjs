import { execSync } from "node:child_process";

function* roles() {
  yield "web";
  yield "jobs";
}

for (const role of roles()) execSync(`kamal app boot --roles ${role}`);
