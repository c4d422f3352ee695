/** CFG-07: a file of the deployment that could not be reviewed. */
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "unparsable",
  category: "config",
  severity: "high",
  confidence: "high",
  title: "File that can't be reviewed",
  why: "What can't be read can't be judged, and a file that hides from review is what an attacker would write; so this blocks until it can be read.",
  fix: "Correct the syntax, or split and simplify the file; if it has to stay like this, have a person review it.",
  references: ["https://yaml.org/spec/1.1/"],
  appliesTo: ["unreadable-file"],
  *check(file) {
    yield { at: file, subject: file.reason, message: `This file was not reviewed: it ${file.reason}.` };
  },
});
