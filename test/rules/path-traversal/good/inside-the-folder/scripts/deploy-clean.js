const fs = require("fs");
const path = require("path");

const BASE = "/srv/shop/releases";
const target = path.resolve(BASE, process.argv[2]);
if (!target.startsWith(BASE + path.sep)) process.exit(1);
fs.rmSync(target, { recursive: true });
