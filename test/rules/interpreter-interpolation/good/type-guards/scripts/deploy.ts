import { execSync } from "node:child_process";

enum Environment {
  Staging = "staging",
  Production = "production",
}
const ROLES = ["web", "jobs"] as const;
type Role = (typeof ROLES)[number];

const isEnvironment = (text: string): text is Environment => (Object.values(Environment) as string[]).includes(text);
function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

const [, , environment, role] = process.argv;
if (!isEnvironment(environment)) throw new Error("unknown environment");
if (!isRole(role)) throw new Error("unknown role");
execSync(`kamal app boot -d ${environment} --roles ${role}`);
