import { execSync } from "node:child_process";

const quote = (text) => `'${String(text).replaceAll("'", `'\\''`)}'`;
execSync(`git checkout ${quote(process.argv[2])}`);
const version = /^v(\d+)\.(\d+)$/.exec(process.argv[3] ?? "");
execSync(`docker tag shop shop:${version[1]}`);
