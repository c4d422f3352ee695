import { execFileSync } from "node:child_process";
import AdmZip from "adm-zip";

const answer = await fetch("https://artifacts.example.com/tools.zip");
new AdmZip(Buffer.from(await answer.arrayBuffer())).extractAllTo("tmp/tools");
execFileSync("bash", ["tmp/tools/install.sh"]);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
