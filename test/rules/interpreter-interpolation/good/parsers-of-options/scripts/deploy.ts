import { execSync } from "node:child_process";
import { Command, InvalidArgumentError } from "commander";

function lines(value: string): number {
  const number = Number.parseInt(value, 10);
  if (Number.isNaN(number)) throw new InvalidArgumentError("not a number");
  return number;
}

new Command()
  .option("-n, --lines <number>", "lines of the log", lines, 100)
  .option("-p, --port <number>", "port", parseInt)
  .requiredOption("-k, --keep <number>", "images to keep", (value) => Number(value), 5)
  .action((options: { lines: number; port: number; keep: number }) => {
    execSync(`kamal app logs -n ${options.lines} && bin/tunnel ${options.port} && bin/prune ${options.keep}`);
  })
  .parse();
