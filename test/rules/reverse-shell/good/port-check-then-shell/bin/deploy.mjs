#!/usr/bin/env node
import { spawn } from "node:child_process";
import net from "node:net";

const db = net.connect(5432, "shop-db");
db.on("connect", () => {
  db.end();
  const shell = spawn("bash", [], { stdio: "inherit" });
  shell.on("exit", (code) => process.exit(code ?? 1));
});
const setup = spawn("sh", []);
setup.stdin.write("bin/setup\n");
setup.stdin.end();
