#!/usr/bin/env node
const { execSync } = require("child_process");

const TARGETS = { staging: "config/deploy.staging.yml", production: "config/deploy.production.yml" };
const [target, version, role, host] = process.argv.slice(2);

if (!Object.hasOwn(TARGETS, target)) {
  console.error(`use one of ${Object.keys(TARGETS).join(", ")}`);
  process.exit(2);
}
if (!/^[0-9a-f]{40}$/.test(version ?? "")) throw new Error("not a commit");
if (["web", "job"].indexOf(role) === -1) throw new Error("no such role");
const known = /^[\w.-]+$/.test(host);
if (!known) throw new Error("no such host");

execSync(`kamal deploy -c ${TARGETS[target]} -d ${target} --version=${version}`);
execSync(`kamal app logs --roles ${role} --hosts ${host}`);
