import { execSync } from "node:child_process";
import semver from "semver";
import { z } from "zod";

const Args = z.object({
  destination: z.enum(["staging", "production"]),
  version: z.string().regex(/^[0-9a-f]{40}$/),
  note: z.string().optional(),
});
const { destination, version } = Args.parse({ destination: process.argv[2], version: process.argv[3] });
execSync(`kamal deploy -d ${destination} --version=${version}`, { stdio: "inherit" });
execSync(`git tag v${semver.inc(process.argv[4] ?? "", "patch")}`);
