/** HK-22: packages are fetched while deploying, in whatever version there is. */
import { defineRule } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/runtime-install.ts";

export default defineRule({
  id: "runtime-install",
  category: "scripts",
  severity: "medium",
  confidence: "medium",
  title: "Package installed while deploying",
  why: "Whatever the registry has at that moment runs on the machine that deploys, with every key and secret in reach; a stolen package account is enough.",
  fix: "Pin the version, or install from a lock file before the deployment.",
  references: ["https://slsa.dev/spec/v1.0/threats"],
  appliesTo: ["program"],
  *check(program) {
    yield* checkProgram(program);
  },
});
