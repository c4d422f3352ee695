/** HK-06: whole folders are deleted whose names may be empty or chosen by others. */
import { defineRule } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/destructive-path.ts";

export default defineRule({
  id: "destructive-path",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Deletes a folder that is not certain",
  why: "When the variable is empty or holds `..`, another folder than the one meant is deleted, up to everything on the machine.",
  fix: "Leave the script when the variable is empty, and check that the path lies below the folder that is meant.",
  references: ["https://cwe.mitre.org/data/definitions/73.html"],
  appliesTo: ["program"],
  *check(program) {
    yield* checkProgram(program);
  },
});
