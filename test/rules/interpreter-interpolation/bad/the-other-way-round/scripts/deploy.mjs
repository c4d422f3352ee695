import { execSync } from "node:child_process";

const ALLOWED = ["staging", "production"];
const name = process.argv[2];
const destination = ALLOWED.includes(name) ? "staging" : name;
execSync(`kamal deploy -d ${destination}`);
                          ~~~~~~~~~~~~~~ [interpreter-interpolation]
