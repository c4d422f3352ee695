#!/usr/bin/env node
const yargs = require("yargs");
const { execSync } = require("child_process");

yargs
  .command("tag <name>", "tag a release", {}, ({ name }) => {
    execSync(`git tag ${name} && git push origin ${name}`);
                      ~~~~~~~ [interpreter-interpolation]
  })
  .parse();
