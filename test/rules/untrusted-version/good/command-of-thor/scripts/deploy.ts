import { execaCommand } from "execa";

const tag = process.argv[2];
if (!/^[0-9a-f]{40}$/.test(tag)) process.exit(64);
await execaCommand(`kamal deploy --version=${tag}`);
await execaCommand("kamal app details");
