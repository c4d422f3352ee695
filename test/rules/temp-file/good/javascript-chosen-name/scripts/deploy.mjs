import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const dir = mkdtempSync(path.join(os.tmpdir(), "release-"));
writeFileSync(path.join(dir, "release.json"), "{}");
