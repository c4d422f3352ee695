import { $, execa } from "execa";

const tag = process.argv[2];
const inShell = $({ shell: true, stdio: "inherit" });
await inShell`docker pull acme/shop:${tag}`;
                                    ~~~~~~ [interpreter-interpolation]
await execa({ shell: true })`docker push acme/shop:${tag}`;
                                                   ~~~~~~ [interpreter-interpolation]
const quiet = $({ stdio: "ignore" });
await quiet`docker push acme/shop:${tag}`;
await execa`docker push acme/shop:${tag}`;
await $`kamal deploy`;
