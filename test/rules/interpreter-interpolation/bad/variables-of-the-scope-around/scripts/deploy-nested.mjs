import { execSync } from "node:child_process";

let tag = "latest";

function read() {
  tag = process.argv[2];
}

read();
execSync(`docker pull ghcr.io/acme/shop:${tag}`);
                                        ~~~~~~ [interpreter-interpolation]
