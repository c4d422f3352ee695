import { spawnSync } from "node:child_process";
import { Command } from "@oclif/core";

export default class Ship extends Command {
  async run(): Promise<void> {
    this.log(`shipping ${process.env.KAMAL_VERSION}`);
    if (!process.env.GITHUB_TOKEN) this.warn("GITHUB_TOKEN is not set");
    spawnSync("kamal", ["deploy"], { stdio: "inherit" });
  }
}
