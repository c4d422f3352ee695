#!/usr/bin/env node
import { createReadStream, createWriteStream, writeFileSync } from "node:fs";
import path from "node:path";
import AdmZip from "adm-zip";
import tar from "tar-stream";

const zip = new AdmZip("build.zip");
zip.getEntries().forEach((entry) => {
  writeFileSync(path.join("public", entry.entryName), entry.getData());
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
});
const extract = tar.extract();
extract.on("entry", (header, stream) => {
  stream.pipe(createWriteStream(path.join("public", header.name)));
                                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [path-traversal]
});
createReadStream("more.tar").pipe(extract);
