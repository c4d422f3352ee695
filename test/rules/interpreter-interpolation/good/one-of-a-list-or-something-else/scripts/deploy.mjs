import { execSync } from "node:child_process";

const ALLOWED = ["staging", "production"];
const name = process.argv[2];
const destination = ALLOWED.includes(name) ? name : "staging";
execSync(`kamal deploy -d ${destination}`);
const tag = /^v\d+$/.test(process.argv[3]) ? process.argv[3] : "latest";
execSync(`git tag ${tag}`);
