#!/usr/bin/env node
const path = require("path");
const dotenv = require("dotenv");
const { execFileSync } = require("child_process");

const { parsed, error } = dotenv.config({ path: path.resolve(__dirname, "..", ".env.production") });
if (error) throw error;

console.log("loaded", parsed);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
execFileSync("kamal", ["deploy"]);
