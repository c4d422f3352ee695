import { spawn } from "node:child_process";
import { once } from "node:events";

export default async function sh(command) {
  const child = spawn("/bin/sh", ["-c", command], { stdio: "inherit" });
  const [code] = await once(child, "exit");
  if (code) process.exit(code);
}
