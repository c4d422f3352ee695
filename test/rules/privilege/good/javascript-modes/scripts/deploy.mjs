import { chmodSync, mkdirSync } from "node:fs";
chmodSync("bin/start", 0o755);
mkdirSync("storage", { mode: 0o770 });
