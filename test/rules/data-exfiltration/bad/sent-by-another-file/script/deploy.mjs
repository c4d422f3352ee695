#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { report } from "./report.mjs";

await report(readFileSync(".kamal/secrets", "utf8"));
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
