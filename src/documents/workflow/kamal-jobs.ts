/** Which jobs run Kamal. */
import { get, scalarOf, type YamlMap } from "../yaml/yaml-node.ts";
import { programsGiven } from "./given-programs.ts";
import type { WorkflowStep } from "./workflow.ts";

/** `kamal deploy`, `bin/kamal -d staging deploy`, `bundle exec kamal $COMMAND`; not `gem install kamal`. */
const COMMAND = /(?:^|[\s;&|("'`/=])kamal[ \t]+["']?(?:[a-z][a-z_-]*|-[a-z-]+|\$)/m;

/** Its image, and scripts that are named for deploying. */
const OTHERS = /\bbasecamp\/kamal(?![\w-])|(?:^|[\s;&|/])(?:bin|scripts?)\/(?:deploy|kamal)\b/m;

/** True for a job that calls Kamal, through a command, an image, an action or a reusable workflow. */
export function runsKamal(job: YamlMap, steps: readonly WorkflowStep[]): boolean {
  const called = [scalarOf(get(job, "uses")), ...steps.map(({ uses }) => uses)];
  if (called.some((uses) => /kamal/i.test(uses?.text ?? ""))) return true;
  const programs = steps.flatMap((step) => [step.run, ...programsGiven(step).map(({ text }) => text)]);
  return programs.some((program) => program !== undefined && callsKamal(withoutComments(program.text)));
}

function callsKamal(text: string): boolean {
  return COMMAND.test(text) || OTHERS.test(text);
}

function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, "");
}
