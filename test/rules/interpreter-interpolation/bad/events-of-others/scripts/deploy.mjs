import { exec } from "node:child_process";
import { EventEmitter } from "node:events";

const bus = new EventEmitter();
bus.emit("data", "ready");
process.stdin.on("data", (text) => exec(`echo ${text}`));
                                              ~~~~~~~ [interpreter-interpolation]
