#!/usr/bin/env node
import { execSync } from "node:child_process";

const DESTINATIONS = ["staging", "production"];
const isCommit = (text) => /^[0-9a-f]{7,40}$/.test(text);
function isDestination(name) {
  return DESTINATIONS.includes(name);
}

const [version, destination] = process.argv.slice(2);
if (!isCommit(version) || !isDestination(destination)) {
  console.error("usage: deploy.mjs COMMIT DESTINATION");
  process.exit(64);
}
execSync(`kamal rollback ${version} -d ${destination}`);
