/** EXE-01: deploy.yml starts programs through ERB. */
import type { RubyCommand } from "../../documents/ruby/ruby-commands.ts";
import { type Effect, effectOf } from "../../documents/shell/benign-commands.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { isEnvTemplate, whatRunsIt } from "../shared/configuration/erb-surroundings.ts";

type Verdict = readonly [severity: Severity, message: string];

const VERDICTS: Readonly<Record<Effect, Verdict>> = {
  fact: [
    "low",
    "Every kamal command runs this program on the machine that deploys; it seems to only read a fact.",
  ],
  value: [
    "medium",
    "Every kamal command runs this program on the machine that deploys; it seems to only read a value, which then stands in the configuration.",
  ],
  "own-script": [
    "medium",
    "Every kamal command runs this script of the repository on the machine that deploys: review it as deployment code.",
  ],
  unknown: [
    "critical",
    "Every kamal command runs this program on the machine that deploys, with all its credentials in reach.",
  ],
};

const COMPUTED: Verdict = [
  "high",
  "Every kamal command runs this program on the machine that deploys, and what Ruby fills into it can add commands of its own.",
];

const EVALUATED: Verdict = [
  "critical",
  "Every kamal command runs a text as Ruby here, on the machine that deploys: it can start any program.",
];

export default defineRule({
  id: "erb-command",
  category: "execution",
  severity: "critical",
  confidence: "high",
  title: "Configuration starts a program through ERB",
  why: "Kamal renders deploy.yml as ERB before anything else, comments included, so the program runs on the machine of everybody who types any kamal command, with its SSH agent, registry login and secret manager session.",
  fix: "Fetch the value through .kamal/secrets or an environment variable instead of running a program.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  appliesTo: ["erb-program"],
  *check({ commands }) {
    const told = new Set<string>();
    for (const command of commands) {
      if (isReadingTemplate(command)) continue;
      const problem = judge(command);
      const reader = problem.severity === "medium" ? readerOf(command) : undefined;
      if (reader === undefined || !told.has(reader)) yield problem;
      if (reader !== undefined) told.add(reader);
    }
  },
});

/** Reading secrets by commands is what `.env.erb` is for. */
function isReadingTemplate({ source, shell }: RubyCommand): boolean {
  const effect = isEnvTemplate(source) && shell ? effectOf(shell) : "unknown";
  return effect === "fact" || effect === "value";
}

function judge(command: RubyCommand): Problem {
  const [severity, does] = verdictOn(command);
  const runs = whatRunsIt(command.source);
  return { at: command, severity, message: does.replace(/^Every kamal command/, `E${runs.slice(1)}`) };
}

/** A program that reads one value after the other is said once: `bin/rails credentials:fetch`. */
function readerOf({ shell }: RubyCommand): string | undefined {
  const [command, ...others] = shell?.commands ?? [];
  const verb = command?.arguments[0]?.literal ?? "";
  const reads = others.length === 0 && /^credentials:(?:fetch|show)$/.test(verb);
  return reads && command?.name?.literal ? `${command.name.literal} ${verb}` : undefined;
}

function verdictOn({ via, shell, computed }: RubyCommand): Verdict {
  if (via.endsWith("eval")) return EVALUATED;
  const effect = shell ? effectOf(shell) : "unknown";
  return computed && effect !== "unknown" ? COMPUTED : VERDICTS[effect];
}
