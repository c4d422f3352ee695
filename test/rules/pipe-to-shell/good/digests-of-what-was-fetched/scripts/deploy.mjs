import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { createReadStream, writeFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";

const SUM = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
const answer = await fetch("https://downloads.example.com/scanner");
writeFileSync("tmp/scanner", Buffer.from(await answer.arrayBuffer()));
const hash = createHash("sha256");
await pipeline(createReadStream("tmp/scanner"), hash);
if (hash.digest("hex") !== SUM) throw new Error("not the scanner we know");
execFileSync("tmp/scanner", ["."]);
