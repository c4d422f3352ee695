/** HK-11: secrets are sent away. */
import { defineRule } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/data-exfiltration.ts";

export default defineRule({
  id: "data-exfiltration",
  category: "scripts",
  severity: "critical",
  confidence: "medium",
  title: "Secrets sent to another machine",
  why: "A deployment script has every key and secret of the deployment in reach; what it sends out is known to whoever runs the other side.",
  fix: "Remove it, and change every secret that was in reach if it ever ran.",
  references: ["https://attack.mitre.org/tactics/TA0010/"],
  appliesTo: ["program"],
  *check(program) {
    yield* checkProgram(program);
  },
});
