import { exec as run, spawn } from "child_process";
import { promisify } from "util";

const exec = promisify(run);
const [, , target, tag = "latest"] = process.argv;

async function build(name: string): Promise<void> {
  await exec("docker build -t registry.example.com/" + name + " .");
                                                       ~~~~ [interpreter-interpolation]
}

await build(`${target}:${tag}`);
spawn("kamal deploy -d " + target, { shell: true, stdio: "inherit" });
                           ~~~~~~ [interpreter-interpolation]
