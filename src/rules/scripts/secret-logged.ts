/** HK-09: secrets are printed. */
import { defineRule } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/secret-logged.ts";

export default defineRule({
  id: "secret-logged",
  category: "scripts",
  severity: "high",
  confidence: "high",
  title: "Secret printed",
  why: "Hooks run in terminals and CI jobs whose logs many people can read and that are kept for long, so whatever is printed there has to count as published.",
  fix: "Remove the line, or print only whether the value is set.",
  references: ["https://cwe.mitre.org/data/definitions/532.html"],
  appliesTo: ["program"],
  *check(program) {
    yield* checkProgram(program);
  },
});
