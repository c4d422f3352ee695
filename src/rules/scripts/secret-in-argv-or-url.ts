/** HK-10: a secret is a part of a command line or an address. */
import { defineRule } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/secret-in-argv-or-url.ts";

export default defineRule({
  id: "secret-in-argv-or-url",
  category: "scripts",
  severity: "medium",
  confidence: "medium",
  title: "Secret in a command line or an address",
  why: "Command lines are visible to every user of the machine, addresses are written to the logs of proxies and servers.",
  fix: "Hand it over through standard input, a header or a file that only the user can read.",
  references: ["https://cwe.mitre.org/data/definitions/214.html"],
  appliesTo: ["program"],
  *check(program) {
    yield* checkProgram(program);
  },
});
