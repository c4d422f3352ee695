/** A shell of this machine is handed to another one. */
import type { ShellScript } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { shellsHandedOutBy } from "../shared/programs/reverse-shell.ts";
import { placeOfLine } from "../shared/scripts/command-line.ts";
import { lowerInContainer, PLACES } from "../shared/scripts/script-files.ts";
import { shellsHandedOut } from "../shared/scripts/shells-handed-out.ts";

export default defineRule({
  id: "reverse-shell",
  category: "scripts",
  severity: "critical",
  confidence: "high",
  title: "Shell handed to another machine",
  why: "The shell connects outwards, past every firewall, and runs whatever is typed at the other end: with the keys, secrets and rights of the deployment.",
  fix: "Remove it; if it has ever run, take the machine for somebody else's: rotate every key and secret it could read.",
  references: ["https://attack.mitre.org/techniques/T1059/004/"],
  appliesTo: ["shell-script", "program"],
  *check(document) {
    if (document.kind === "shell-script") yield* inScript(document);
    else
      for (const call of shellsHandedOutBy(document))
        yield {
          at: call,
          message: "The shell that is started here takes its commands from another machine.",
        };
  },
});

function* inScript(script: ShellScript): Iterable<Problem> {
  for (const command of shellsHandedOut(script)) {
    const message = `Whoever is at the other end types commands into this shell${PLACES[command.runsOn]}.`;
    yield { at: placeOfLine(command), severity: lowerInContainer("critical", command), message };
  }
}
