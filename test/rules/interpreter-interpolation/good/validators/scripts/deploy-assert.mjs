import assert from "node:assert/strict";
import { execSync } from "node:child_process";

const [tag, role] = process.argv.slice(2);
const ROLES = ["web", "job"];
assert.match(tag, /^v\d+\.\d+\.\d+$/);
assert(ROLES.includes(role), "unknown role");
execSync(`git checkout ${tag}`, { stdio: "inherit" });
execSync(`kamal app boot --roles ${role}`, { stdio: "inherit" });
