import { execFileSync } from "node:child_process";
import fs from "node:fs";

const answer = await fetch("https://downloads.acme.dev/scanner");
fs.writeFileSync("tmp/scanner", Buffer.from(await answer.arrayBuffer()));
execFileSync("tmp/scanner", ["."]);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
