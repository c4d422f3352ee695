#!/usr/bin/env node
import { execSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";

const answer = await fetch("https://get.example.com/tool");
fs.writeFileSync("tool", await answer.text());
crypto.createHash("sha256");
execSync("sh tool");
~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
