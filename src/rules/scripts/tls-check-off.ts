/** HK-14: certificates are not checked. */
import { defineRule } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/tls-check-off.ts";

export default defineRule({
  id: "tls-check-off",
  category: "scripts",
  severity: "high",
  confidence: "high",
  title: "Certificates are not checked",
  why: "Anybody on the way can pose as the server, read what is sent, tokens included, and answer with a file of their own.",
  fix: "Keep the check, and add the missing certificate authority to what the client trusts.",
  references: ["https://cwe.mitre.org/data/definitions/295.html"],
  appliesTo: ["program"],
  *check(program) {
    yield* checkProgram(program);
  },
});
