/** HK-08: a file with a name that can be foreseen, where everybody may write. */
import { defineRule } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/temp-file.ts";

export default defineRule({
  id: "temp-file",
  category: "scripts",
  severity: "medium",
  confidence: "medium",
  title: "Temporary file with a fixed name",
  why: "Another user or job on the machine can put a file or a link there first, and so read what is written, or have another file overwritten.",
  fix: "Let the system choose the name, as `mktemp` does, and remove the file at the end.",
  references: ["https://cwe.mitre.org/data/definitions/377.html"],
  appliesTo: ["program"],
  *check(program) {
    yield* checkProgram(program);
  },
});
