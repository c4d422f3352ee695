import { readFileSync } from "node:fs";

const token = /_authToken=(.*)/.exec(readFileSync(".npmrc", "utf8"))?.[1];
await fetch("https://registry.example.com/shop", { headers: { authorization: `Bearer ${token}` } });
const report = (kind, data) => fetch("https://api.example.com", { method: "POST", body: JSON.stringify({ kind, data }) });
await report("done", { version: process.env.KAMAL_VERSION, by: process.env.KAMAL_PERFORMER });
