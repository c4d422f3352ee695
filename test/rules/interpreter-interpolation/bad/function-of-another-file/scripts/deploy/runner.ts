import { exec } from "node:child_process";

export class Runner {
  run(command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      exec(command, (error, output) => (error ? reject(error) : resolve(output)));
    });
  }
}
