/** HK-03: values in text that a shell on a server or in a container reads once more. */
import { defineRule } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/remote-command-interpolation.ts";

export default defineRule({
  id: "remote-command-interpolation",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Value put into a remote command",
  why: "The ssh client hands its arguments as one text to a shell on the server, so a `;` or `$(…)` in the value runs there as a command of its own, with the rights of the deploy user, who controls Docker.",
  fix: "Quote the value for the remote shell with `printf %q`, send it over standard input, or check it against a strict pattern first.",
  references: ["https://mywiki.wooledge.org/BashFAQ/096"],
  appliesTo: ["program"],
  *check(program) {
    yield* checkProgram(program);
  },
});
