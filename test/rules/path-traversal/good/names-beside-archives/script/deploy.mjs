#!/usr/bin/env node
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import AdmZip from "adm-zip";

const packageInfo = JSON.parse(readFileSync("package.json", "utf8"));
const zip = new AdmZip();
for (const entry of readdirSync("public", { withFileTypes: true }).filter((one) => one.isFile())) {
  zip.addLocalFile(path.join("public", entry.name));
  copyFileSync(path.join("public", entry.name), path.join("/srv/shop", entry.name));
}
zip.writeZip(path.join("/srv", packageInfo.name));
