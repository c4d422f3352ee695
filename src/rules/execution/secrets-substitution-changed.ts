/** EXE-10: a change that lets a secrets file run another program. */
import type { SecretsFile } from "../../documents/secrets-file/secrets-file.ts";
import { type Effect, effectOf, effectOfCommand } from "../../documents/shell/benign-commands.ts";
import { interpreterOf } from "../../documents/shell/runs-input.ts";
import { isShellName } from "../../documents/shell/shell-names.ts";
import type { ShellCommand, ShellScript } from "../../documents/shell/shell-script.ts";
import { defineChangeRule } from "../../engine/rule.ts";
import { downloadsRunBy } from "../shared/scripts/downloads.ts";
import { withPlainCommands } from "../shared/secrets/plain-commands.ts";
import { isSampleFile } from "../shared/secrets/sample-files.ts";
import { beyondReading } from "../shared/secrets/secrets-commands.ts";

export default defineChangeRule({
  id: "secrets-substitution-changed",
  category: "execution",
  severity: "medium",
  confidence: "medium",
  title: "Secrets file runs a new program",
  why: "The shell of the machine that deploys runs each `$(…)` of .kamal/secrets at every deployment, with every secret and login of whoever deploys in reach.",
  fix: "Review the program like a deployment script, or read the secret with a secret manager's own command.",
  references: ["https://kamal-deploy.org/docs/commands/secrets/"],
  compares: "secrets-file",
  *compare(before, after) {
    if (isSampleFile(after.source.path)) return;
    const texts = new Set(before.programs.map((program) => textOf(program, before)));
    const known = new Set(
      before.programs.map(withPlainCommands).flatMap((program) => strangersIn(program).map(toolOf)),
    );
    for (const program of after.programs) {
      if (texts.has(textOf(program, after)) || isReportedItself(program)) continue;
      const plain = withPlainCommands(program);
      const effect = effectOf(plain);
      if (effect === "fact" || effect === "value") continue;
      const strangers = strangersIn(plain);
      const tools = strangers.map(toolOf);
      if (tools.length > 0 && tools.every((tool) => known.has(tool))) continue;
      for (const tool of tools) known.add(tool);
      yield {
        at: program,
        message: `From this change on, the secrets file runs ${wordsFor(effect, strangers)}.`,
      };
    }
  },
});

/** Commands of which nobody knows that they only read. */
function strangersIn({ commands }: ShellScript): ShellCommand[] {
  return commands.filter((command) => /^(?:unknown|own-script)$/.test(effectOfCommand(command)));
}

/** Their first argument is the program. */
const RUNNERS = /^(?:npx|bunx|pnpx|uvx|pipx|pnpm|yarn|npm|bundle|mise|asdf|direnv)$/;

/** These do something else with every text they are given, as shells and interpreters do; so do wrappers that hide it. */
const DO_ANYTHING =
  /^(?:eval|source|\.|fish|deno|bun|lua|osascript|curl|wget|https?|ssh|docker|podman|nerdctl|xargs|env|sudo|doas|su|runuser)$/;

/** What a secrets file runs line after line, with another name of a secret each time. */
function toolOf({ name, arguments: words, source, span }: ShellCommand): string {
  const path = name?.literal;
  const program = path?.replace(/^.*\//, "");
  if (path === undefined || program === undefined || doesAnything(program))
    return source.text.slice(span.start, span.end);
  if (path.includes("/")) return path;
  const first = words.slice(0, RUNNERS.test(program) ? 2 : 1).map(({ literal = "$" }) => literal);
  return [program, ...first.filter((word) => !NAME_OF_SECRET.test(word))].join(" ");
}

/** `read_env STRIPE_SECRET` */
const NAME_OF_SECRET = /^[A-Z][A-Z0-9_]*$/;

function doesAnything(program: string): boolean {
  return isShellName(program) || interpreterOf(program) !== undefined || DO_ANYTHING.test(program);
}

function wordsFor(effect: Effect, [first]: readonly ShellCommand[]): string {
  const name = first?.name?.literal ?? "";
  const program = /^[\w./-]{1,60}$/.test(name) ? `\`${name}\`` : "a program";
  return effect === "own-script"
    ? `${program}, a script of the repository`
    : `${program}, which is no well-known reader of secrets`;
}

/** Downloads that are run, and programs that do more than read. */
function isReportedItself(program: ShellScript): boolean {
  return (
    beyondReading(program) !== undefined || program.commands.some((one) => downloadsRunBy(one).length > 0)
  );
}

function textOf({ span }: ShellScript, { source }: SecretsFile): string {
  return source.text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
}
