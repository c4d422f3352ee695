import { execSync } from "node:child_process";

class Checkout {
  constructor(private readonly ref: string) {}

  get line(): string {
    return `git checkout ${this.ref}`;
  }

  run(): void {
    execSync(this.line, { stdio: "inherit" });
             ~~~~~~~~~ [interpreter-interpolation]
    execSync(`git log -1 ${this.ref}`);
                         ~~~~~~~~~~~ [interpreter-interpolation]
  }
}

new Checkout(process.argv[2]).run();
