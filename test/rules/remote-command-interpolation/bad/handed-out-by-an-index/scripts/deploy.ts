import { spawnSync } from "node:child_process";
import { Remote } from "./lib";
import { loadTargets } from "./lib/targets.js";

const [name, tag] = process.argv.slice(2);
const target = loadTargets().find((one) => one.name === name);
if (!target) throw new Error("unknown target");
const remote = await Remote.open(target.host);
await remote.sh(`docker pull acme/shop:${tag}`);
                                       ~~~~~~ [remote-command-interpolation]
await remote.sh(`docker restart ${target.container}`);
spawnSync("kamal", ["deploy"], { stdio: "inherit" });
