import { execSync } from "node:child_process";

function check(tag) {
  if (!/^v\d+$/.test(tag)) throw new Error("odd");
}

const tag = process.argv[2];
try {
  check(tag);
} catch (error) {
  console.warn(error.message);
}
execSync(`git tag ${tag}`);
                  ~~~~~~ [interpreter-interpolation]
