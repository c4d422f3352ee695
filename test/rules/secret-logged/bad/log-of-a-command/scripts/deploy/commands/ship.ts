import { spawnSync } from "node:child_process";
import { Command } from "@oclif/core";

export default class Ship extends Command {
  async run(): Promise<void> {
    this.log(`shipping with ${process.env.KAMAL_REGISTRY_PASSWORD}`);
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
    if (spawnSync("kamal", ["deploy"]).status !== 0) this.warn(`rejected: ${process.env.GITHUB_TOKEN}`);
                                                     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
  }
}
