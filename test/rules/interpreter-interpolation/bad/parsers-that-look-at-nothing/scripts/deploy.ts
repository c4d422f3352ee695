import { execSync } from "node:child_process";
import { Command } from "commander";

function trimmed(value: string): string {
  return value.trim();
}

new Command()
  .option("-s, --since <ref>", "from where", trimmed, "v1")
  .action((options: { since: string }) => {
    execSync(`git log --oneline ${options.since}..HEAD && kamal deploy`);
                                ~~~~~~~~~~~~~~~~ [interpreter-interpolation]
  })
  .parse();
