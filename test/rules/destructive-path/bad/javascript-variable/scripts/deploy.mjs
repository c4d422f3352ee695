import { rmSync } from "node:fs";
import fs from "node:fs/promises";

rmSync(`${process.env.RELEASE_DIR}/public`, { recursive: true, force: true });
       ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [destructive-path]
await fs.rm(process.argv[2], { recursive: true });
            ~~~~~~~~~~~~~~~ [destructive-path]
