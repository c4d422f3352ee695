import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

writeFileSync("/tmp/release.json", "{}");
              ~~~~~~~~~~~~~~~~~~~ [temp-file]
writeFileSync(path.join(os.tmpdir(), "release.json"), "{}");
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [temp-file]
