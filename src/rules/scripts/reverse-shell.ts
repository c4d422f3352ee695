/** A shell of this machine is handed to another one. */
import type { ShellScript } from "../../documents/shell/shell-script.ts";
import type { Workflow } from "../../documents/workflow/workflow.ts";
import { get, isTrue } from "../../documents/yaml/yaml-node.ts";
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
  appliesTo: ["shell-script", "program", "workflow"],
  *check(document) {
    if (document.kind === "shell-script") yield* inScript(document);
    else if (document.kind === "workflow") yield* inWorkflow(document);
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

/** Actions for looking into a run, which print in its log how to get in. */
const OPENS_JOB = /^(?:mxschmitt\/action-tmate|lhotari\/action-upterm|owenthereal\/action-upterm)@/;

/** In a job that can deploy, whoever reads the log is as good as the deployment, unless only the starter of the run gets in. */
function* inWorkflow({ jobs }: Workflow): Iterable<Problem> {
  for (const { uses, node } of jobs.filter(({ deploys }) => deploys).flatMap(({ steps }) => steps)) {
    const limit = get(get(node, "with"), "limit-access-to-actor");
    if (!uses || !OPENS_JOB.test(uses.text) || (limit?.kind === "scalar" && isTrue(limit))) continue;
    const message = "Whoever reads the log of the run gets a shell in this job, with all of its secrets.";
    yield { at: uses, severity: "high", message };
  }
}
