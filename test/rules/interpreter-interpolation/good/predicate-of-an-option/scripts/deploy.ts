import { execSync } from "node:child_process";
import { parseArgs } from "node:util";

const DESTINATIONS = ["staging", "production"] as const;
type Destination = (typeof DESTINATIONS)[number];
const RELEASE = /^v\d+\.\d+\.\d+$/;

function isDestination(value: string | undefined): value is Destination {
  return DESTINATIONS.includes(value as Destination);
}

const { values } = parseArgs({ options: { destination: { type: "string" }, tag: { type: "string" } } });
if (!isDestination(values.destination) || !RELEASE.test(values.tag)) process.exit(64);
execSync(`git push origin ${values.tag}`);
execSync(`kamal deploy -d ${values.destination}`);
