#!/usr/bin/env node
import { execSync } from "node:child_process";

class Release {
  constructor(branch) {
    this.branch = branch;
    this.folder = "/srv/shop";
  }
}

const release = new Release(process.argv[2]);
execSync(`git -C ${release.folder} fetch`);
