#!/usr/bin/env node
import { createWriteStream } from "node:fs";
import path from "node:path";
import unzipper from "unzipper";

const directory = await unzipper.Open.file("build.zip");
for (const entry of directory.files) {
  entry.stream().pipe(createWriteStream(path.join("public", path.basename(entry.path))));
}
