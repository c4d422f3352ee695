import { rmSync } from "node:fs";

const folder = process.env.CACHE_PATH || "tmp/cache";
rmSync(`${folder}/assets`, { recursive: true, force: true });
