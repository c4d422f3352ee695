#!/usr/bin/env node
const { execFileSync } = require("child_process");

const cache = () => `redis://:${process.env.REDIS_PASSWORD}@cache/0`;

console.log(`cache at ${cache()}`);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
execFileSync("kamal", ["deploy"]);
