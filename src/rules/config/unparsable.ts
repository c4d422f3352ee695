/** CFG-07: a file of the deployment that could not be reviewed. */
import type { UnreadableFile } from "../../documents/document.ts";
import { defineRule } from "../../engine/rule.ts";
import { isBinaryProgram } from "../shared/scripts/binary-programs.ts";

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
    if (isBinaryProgram(file)) return; // `opaque-hook` speaks of it
    const reason = reasonOf(file);
    const fix = file.source.text === "" ? { fix: NOT_EVEN_TEXT } : {};
    yield { at: file, subject: reason, message: `This file was not reviewed: it ${reason}.`, ...fix };
  },
});

/** Files that were not even opened: links, submodules, large and binary ones. */
const NOT_EVEN_TEXT =
  "Put a plain text file of ordinary size in its place; if it has to stay like this, have a person review it.";

/** Where YAML breaks at a tag of Ruby, the author sees no fault in the YAML: the tag is the reason. */
function reasonOf({ reason, source, span }: UnreadableFile): string {
  const breaksAtTag = reason.includes("YAML") && source.text.startsWith("<%", span.start);
  return breaksAtTag
    ? "puts in a piece through Ruby here, so that the structure around it can't be known"
    : reason;
}
