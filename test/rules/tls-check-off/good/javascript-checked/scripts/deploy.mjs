import https from "node:https";
import { readFileSync } from "node:fs";

const agent = new https.Agent({ ca: readFileSync("config/ca.pem"), rejectUnauthorized: true });
https.get("https://api.example.com/up", { agent });
