import { execSync, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const MAGIC = "\x50\x4b\x03\x04\x14\x00\x00\x00";
writeFileSync("tmp/key", Buffer.from(process.env.DEPLOY_KEY_BASE64, "base64"), { mode: 0o600 });
execFileSync("ssh-add", ["tmp/key"]);
for (let i = 0; i < 2; i++) execSync(`test -b /dev/sd${String.fromCharCode(97 + i)}`);
export default MAGIC;
