#!/usr/bin/env node
import cp = require("child_process");

cp.execSync(`aws s3 sync public s3://assets-${process.argv[2]}`);
                                            ~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
