#!/usr/bin/env node
import vm from "node:vm";

const check = new Function("host", `return ${process.env.HOST_FILTER}`);
                                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [eval-of-data]
vm.runInNewContext(process.argv[2], { check });
                   ~~~~~~~~~~~~~~~ [eval-of-data]
