import { execSync } from "node:child_process";

function read(options) {
  options.tag = process.argv[2];
}

const options = { tag: "latest" };
read(options);
execSync(`docker pull acme/shop:${options.tag}`);
                                ~~~~~~~~~~~~~~ [interpreter-interpolation]
