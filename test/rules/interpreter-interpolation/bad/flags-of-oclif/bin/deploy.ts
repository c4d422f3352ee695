#!/usr/bin/env tsx
import { Command, Flags } from "@oclif/core";
import { execSync } from "node:child_process";

export default class Logs extends Command {
  static flags = { grep: Flags.string({ char: "g" }) };

  async run(): Promise<void> {
    const { flags } = await this.parse(Logs);
    execSync(`kamal app logs --grep "${flags.grep}"`, { stdio: "inherit" });
                                     ~~~~~~~~~~~~~ [interpreter-interpolation]
  }
}
