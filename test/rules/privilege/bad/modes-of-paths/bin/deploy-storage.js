#!/usr/bin/env node
const fs = require("fs");
const shell = require("shelljs");

fs.mkdirSync("storage", { recursive: true, mode: 0o777 });
                                                 ~~~~~ [privilege]
shell.chmod("-R", "a+w", "storage/uploads");
                  ~~~~~ [privilege]
process.umask(0);
              ~ [privilege]
