/** HK-07: somebody else decides which file is read or written. */
import { defineRule } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/path-traversal.ts";

export default defineRule({
  id: "path-traversal",
  category: "scripts",
  severity: "medium",
  confidence: "medium",
  title: "Path that others can lead elsewhere",
  why: "A name such as `../../etc/cron.d/x` leaves the folder, so files of the machine that deploys are read or replaced, its keys included.",
  fix: "Take only the last part of the name, or resolve the path and check that it still lies below the folder.",
  references: ["https://cwe.mitre.org/data/definitions/22.html"],
  appliesTo: ["program"],
  *check(program) {
    yield* checkProgram(program);
  },
});
