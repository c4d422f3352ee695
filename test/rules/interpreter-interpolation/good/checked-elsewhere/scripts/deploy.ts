import { execSync } from "node:child_process";
import { z } from "zod";

const Target = z.enum(["staging", "production"]);
const target = Target.parse(process.argv[2]);
execSync(`bin/kamal deploy -d ${target}`);
