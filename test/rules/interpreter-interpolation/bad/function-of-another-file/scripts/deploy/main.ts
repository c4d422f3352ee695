import { Runner } from "./runner.ts";

const runner = new Runner();
const [message] = process.argv.slice(2);
await runner.run(`git tag -a deployed -m "${message}"`);
                                          ~~~~~~~~~~ [interpreter-interpolation]
await runner.run("bin/kamal deploy");
