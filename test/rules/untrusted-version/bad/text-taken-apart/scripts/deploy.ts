import { execaCommand } from "execa";

const [tag] = process.argv.slice(2);
await execaCommand(`kamal deploy --version=${tag}`, { stdio: "inherit" });
                                             ~~~ [untrusted-version]
