/** EXE-01: deploy.yml starts programs through ERB. */
import type { RubyCommand } from "../../documents/ruby/ruby-commands.ts";
import { defineRule } from "../../engine/rule.ts";
import { onlyReads, runsOwnScript } from "../shared/benign-commands.ts";

export default defineRule({
  id: "erb-command",
  category: "execution",
  severity: "critical",
  confidence: "high",
  title: "Configuration starts a program through ERB",
  why: "Kamal renders deploy.yml as ERB before anything else, so the program runs on the machine of everybody who types any kamal command, with its SSH agent, registry login and secret manager session.",
  fix: "Fetch the value through .kamal/secrets or an environment variable instead of running a program.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  appliesTo: ["erb-program"],
  *check({ commands }) {
    for (const command of commands) yield judge(command);
  },
});

function judge(command: RubyCommand) {
  const what = command.shell?.commands ?? [];
  const readsOnly = what.length > 0 && !command.computed && what.every(onlyReads);
  if (readsOnly) {
    const message =
      "Every kamal command runs this program on the machine that deploys; it seems to only read a value.";
    return { at: command, severity: "medium" as const, message };
  }
  if (what.length > 0 && what.every((part) => onlyReads(part) || runsOwnScript(part))) {
    const message =
      "Every kamal command runs this script of the repository on the machine that deploys: review it as deployment code.";
    return { at: command, severity: "medium" as const, message };
  }
  return {
    at: command,
    message:
      "Every kamal command runs this program on the machine that deploys, with all its credentials in reach.",
  };
}
