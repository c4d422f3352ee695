import { execSync } from "node:child_process";

const tag = process.argv[2];
try {
  if (!/^v\d+$/.test(tag)) throw new Error("odd");
  execSync(`git tag ${tag}`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
execSync(`git push origin ${tag}`);
