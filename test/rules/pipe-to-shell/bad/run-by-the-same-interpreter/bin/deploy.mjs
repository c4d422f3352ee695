#!/usr/bin/env node
import { execSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import got from "got";

const { body } = await got("https://cdn.example.dev/bundles/latest.sh", { responseType: "text" });
await writeFile("tmp/install.sh", body);
execSync("bash tmp/install.sh", { stdio: "inherit" });
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
