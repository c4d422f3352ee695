import { execSync } from "node:child_process";

execSync(`git notes add -m "${process.argv[2]}"`);
