import { rmSync } from "node:fs";
import { join } from "node:path";

rmSync("dist", { recursive: true, force: true });
rmSync(join(import.meta.dirname, "../build"), { recursive: true });
rmSync(process.argv[2]);
