import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));
const file = path.join("notes", path.basename(event.pull_request.title));
writeFileSync(file, "deployed");
console.log(readFileSync(new URL("../package.json", import.meta.url), "utf8").length);
