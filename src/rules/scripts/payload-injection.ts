/** HK-21: JSON or SQL is put together out of text. */
import { defineRule } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/payload-injection.ts";

export default defineRule({
  id: "payload-injection",
  category: "scripts",
  severity: "low",
  confidence: "medium",
  title: "Message put together out of text",
  why: "A quote in the value ends the text it stands in, so that whoever chooses it can add fields or statements of their own.",
  fix: "Let a JSON encoder or the parameters of a query put the value in.",
  references: ["https://cwe.mitre.org/data/definitions/74.html"],
  appliesTo: ["program"],
  *check(program) {
    yield* checkProgram(program);
  },
});
