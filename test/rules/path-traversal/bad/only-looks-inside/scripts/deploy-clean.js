const fs = require("fs");

const BASE = "/srv/shop/releases/";
const target = BASE + process.argv[2];
if (!target.startsWith(BASE)) process.exit(1);
fs.rmSync(target, { recursive: true });
          ~~~~~~ [path-traversal]
