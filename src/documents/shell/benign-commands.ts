/** Commands that only read something: what people run in deploy.yml to fill in a version or a token. */

import { type Calls, FACT_FILE, FACTS, KEY_FILE, VALUES } from "./reading-calls.ts";
import type { ShellCommand, ShellScript } from "./shell-script.ts";

/**
 * What running some commands amounts to. `fact`: a version, a date, a name. `value`: something that may be secret, from a
 * secret manager, a file, a variable. `own-script`: a program of the repository. `unknown`: anything else.
 */
export type Effect = "fact" | "value" | "own-script" | "unknown";

const RANK: readonly Effect[] = ["fact", "value", "own-script", "unknown"];

/** Variables that may be set for a reader without changing what it does, as LD_PRELOAD or GIT_SSH_COMMAND would. */
const HARMLESS_VARIABLE =
  /^(?:[a-z_]+|TZ|LANG|LC_\w+|AWS_(?:PROFILE|REGION|DEFAULT_REGION|PAGER)|OP_ACCOUNT)$/;

/** The worst of what a script's commands do. */
export function effectOf(script: ShellScript): Effect {
  if (script.notFollowed || script.commands.length === 0) return "unknown";
  if (!script.assignments.every(({ name }) => HARMLESS_VARIABLE.test(name))) return "unknown";
  const ranks = new Set(script.commands.map((command) => RANK.indexOf(effectOfCommand(command))));
  return RANK[Math.max(...ranks)] ?? "unknown";
}

/** What a single command does. */
export function effectOfCommand(command: ShellCommand): Effect {
  const { source, span, redirections } = command;
  if (KEY_FILE.test(source.text.slice(span.start, span.end))) return "unknown";
  if (!redirections.every(({ operator, target }) => writesNothing(operator, target?.literal)))
    return "unknown";
  if (!command.name) return "fact";
  const name = command.name.literal?.replace(/^\/(?:usr\/(?:local\/)?)?bin\//, "") ?? "";
  const words = command.arguments.map((word) => word.literal ?? "$");
  if (matches(FACTS, name, words)) return "fact";
  if (matches(VALUES, name, words)) return readsFactFile(name, words) ? "fact" : "value";
  return isOwnScript(name) ? "own-script" : "unknown";
}

function matches(calls: Calls, name: string, words: readonly string[]): boolean {
  return Object.hasOwn(calls, name) && calls[name]?.test(words.join(" ")) === true;
}

/** `cat .ruby-version`, `jq -r .version package.json`. */
function readsFactFile(name: string, words: readonly string[]): boolean {
  const files = words.filter((word) => !/^(?:-|\d+$)/.test(word));
  if (/^(?:grep|jq|yq)$/.test(name)) return files.slice(1).every((file) => FACT_FILE.test(file));
  return /^(?:cat|head|tail)$/.test(name) && files.every((file) => FACT_FILE.test(file));
}

/** A program of the repository is reviewed as a script: `./bin/token`, `script/version`. */
function isOwnScript(name: string): boolean {
  return /^(?:\.\/|bin\/|scripts?\/)[\w./-]+$/.test(name) && !name.includes("..");
}

function writesNothing(operator: string, target: string | undefined): boolean {
  if (!/^[0-9&]*>/.test(operator)) return true;
  return target === "/dev/null" || /^&?\d$/.test(target ?? "");
}
