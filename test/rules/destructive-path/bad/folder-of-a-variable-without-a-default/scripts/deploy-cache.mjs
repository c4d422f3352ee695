import { rmSync } from "node:fs";

const folder = process.env.CACHE_PATH || "";
rmSync(`${folder}/`, { recursive: true, force: true });
       ~~~~~~~~~~~~ [destructive-path]
