/** HK-09: a secret is printed into the output of the deployment. */
import type { Project } from "../../documents/project.ts";
import type { ShellCommand, ShellScript, WordPart } from "../../documents/shell/shell-script.ts";
import { spelling } from "../../documents/shell/spelling.ts";
import { filesWritten } from "../../documents/shell/written-programs.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { checkProgram } from "../shared/programs/secret-logged.ts";
import { assignmentsTo } from "../shared/scripts/assignments-by-name.ts";
import { commandLine, placeOfLine, placeOfWord, textOfWord } from "../shared/scripts/command-line.ts";
import { isDisguised } from "../shared/scripts/disguised-output.ts";
import { environmentDumpedBy } from "../shared/scripts/dumped-environment.ts";
import { isExpandedOutside } from "../shared/scripts/expanded-outside.ts";
import { vaultReadBy } from "../shared/scripts/printed-by-vaults.ts";
import { secretFilePrintedBy } from "../shared/scripts/printed-files.ts";
import { type IsShown, shownIn } from "../shared/scripts/printed-output.ts";
import { getsSecrets, lowerInContainer, PLACES, roleOfScript } from "../shared/scripts/script-files.ts";
import { isSecretVariable, type SecretsIn, secretsIn } from "../shared/scripts/secret-flows.ts";
import { shellTraces } from "../shared/scripts/shell-traces.ts";

export default defineRule({
  id: "secret-logged",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Secret printed into the log",
  why: "What hooks and scripts print ends in the log of the deployment or of CI, which more people can read than the secret; Kamal shows all output of a hook that fails.",
  fix: 'Print that there is a value, not the value: `[ -n "$TOKEN" ] && echo set`; in CI mask it first with `::add-mask::`.',
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  appliesTo: ["shell-script", "program"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const role = roleOfScript(script, project);
  if (role === "secrets" || isForSomebody(script)) return;
  const secrets = secretsIn(script, project);
  const isShown = shownIn(script);
  const printers = printingFunctions(script, isShown);
  const files = filesWithSecrets(script, secrets);
  for (const command of script.commands) {
    if (!isShown(command) || (role === "script" && isAnswer(command, script))) continue;
    const positions = printers.get(command.name?.literal ?? "");
    const problem =
      (positions ? printed(withWords(command, positions), secrets) : undefined) ??
      judge(command, secrets, isShown) ??
      printedWritten(command, files) ??
      printedByVault(command, script);
    const isMasked = role === "workflow" && !isDisguised(command);
    const severity = isMasked ? "medium" : "high"; // GitHub masks what it knows to be secret
    if (problem) yield { ...problem, severity: lowerInContainer(problem.severity ?? severity, command) };
  }
  yield* shellTraces(script, secrets, getsSecrets(script, project), (path) => secretOfScript(path, project));
}

/** A secret that another script of the project uses on its command lines. */
function secretOfScript(path: string, project: Project): string | undefined {
  const plain = path.replace(/^\.\//, "");
  const script = project.documents.find(
    (one) =>
      one.kind === "shell-script" && (one.source.path === plain || one.source.path.endsWith(`/${plain}`)),
  );
  if (script?.kind !== "shell-script") return undefined;
  const secrets = secretsIn(script, project);
  return script.commands.flatMap((command) => command.arguments.flatMap((word) => secrets(word)))[0]?.name;
}

/** Files that a script writes secrets into, with what they hold. */
function filesWithSecrets(script: ShellScript, secrets: SecretsIn): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const command of script.commands) {
    const paths = command.runsOn === "here" ? filesWritten(command) : [];
    if (paths.length === 0) continue;
    const isWriting = /^(?:echo|printf|cat|tee|env|printenv|set|export|declare)$/.test(
      command.name?.literal ?? "",
    );
    const problem = isWriting
      ? (printed(command, secrets) ?? printedDocument(command, secrets) ?? dumped(command))
      : undefined;
    if (problem) for (const path of paths) found.set(path, problem.subject ?? "a secret");
  }
  return found;
}

/** `env > build.env`, later `cat build.env` */
function printedWritten(command: ShellCommand, files: ReadonlyMap<string, string>): Problem | undefined {
  const { name = "", arguments: words } = commandLine(command);
  if (files.size === 0 || !/^(?:cat|tac|head|tail|less|more|nl|sort|bat)$/.test(name)) return undefined;
  const file = words.find((word) => files.has(spelling(word)));
  if (!file) return undefined;
  const message = `The secrets written to \`${textOfWord(file)}\` are printed here${PLACES[command.runsOn]}.`;
  return { at: placeOfWord(file, command), subject: textOfWord(file), message };
}

/** What Ruby takes from a program in deploy.yml is a value for Kamal; an alias answers the person who types it. */
function isForSomebody({ setting }: ShellScript): boolean {
  return setting === "erb" || setting === "alias";
}

/** The arguments of a function that it prints: their positions, or `*` for all. */
type Printed = ReadonlySet<string>;

/** Functions that print what they are called with: `debug() { echo "[debug] $*"; }`, `step() { local m=$1; echo "$m"; }`. */
function printingFunctions(script: ShellScript, isShown: IsShown): ReadonlyMap<string, Printed> {
  const found = new Map<string, Set<string>>();
  for (const command of script.commands) {
    const { inFunction, name } = command;
    if (inFunction === undefined || !/^(?:echo|printf)$/.test(name?.literal ?? "") || !isShown(command))
      continue;
    const positions = command.arguments.flatMap(({ parts }) =>
      parts.flatMap((part) => argumentsIn(part, inFunction, script)),
    );
    if (positions.length > 0)
      found.set(inFunction, new Set([...(found.get(inFunction) ?? []), ...positions]));
  }
  return found;
}

function argumentsIn(part: WordPart, inFunction: string, script: ShellScript, depth = 0): string[] {
  if (part.kind !== "variable" || part.operator !== "") return [];
  if (/^(?:[@*]|\d)$/.test(part.name)) return [part.name.replace("@", "*")];
  const set = assignmentsTo(part.name, script).filter((one) => one.inFunction === inFunction);
  if (depth > 0 || set.length > 3) return [];
  return set.flatMap(({ value }) =>
    (value?.parts ?? []).flatMap((inner) => argumentsIn(inner, inFunction, script, depth + 1)),
  );
}

/** A script that is named for a value and ends with printing it is called for that value. */
function isAnswer(command: ShellCommand, { commands, source }: ShellScript): boolean {
  if (!/(?:url|token|secret|password|credential|resolve|get|fetch|print)[^/]*$/i.test(source.path))
    return false;
  const last = commands.findLast(({ within, captured }) => !within && !captured);
  if (last !== command || !/^(?:echo|printf)$/.test(command.name?.literal ?? "")) return false;
  return command.arguments.every(({ parts }) =>
    parts.every((part) => part.kind !== "literal" || !/\s\S/.test(part.text)),
  );
}

function withWords(command: ShellCommand, positions: Printed): ShellCommand {
  if (positions.has("*")) return command;
  const words = command.arguments.filter((_, index) => positions.has(String(index + 1)));
  return { ...command, arguments: words };
}

function judge(command: ShellCommand, secrets: SecretsIn, isShown: IsShown): Problem | undefined {
  const { name = "" } = commandLine(command);
  if (name === "jq" && showsAll(command)) {
    const document = printedDocument(command, secrets);
    if (document) return document;
  }
  if (/^(?:echo|printf|print|log|info|warn|error|say|die|fail|logger|notice|jq)$/.test(name))
    return printed(command, secrets) ?? (name === "jq" ? dumped(command) : undefined);
  if (name === "cat" || name === "tee")
    return printedDocument(command, secrets) ?? dumped(command) ?? printedFile(command);
  if (name === "curl") return tracedRequest(command, secrets);
  return dumped(command) ?? printedFile(command) ?? (isShown(command) ? printedByName(command) : undefined);
}

/** `jq .`, `jq -r .password`, but not `jq .region`. */
function showsAll(command: ShellCommand): boolean {
  const filter = command.arguments.find(({ literal = "" }) => !literal.startsWith("-"))?.literal ?? ".";
  return /^\.?$/.test(filter) || /pass|secret|token|key/i.test(filter);
}

/** `echo "$TOKEN"`, but not `echo "::add-mask::$TOKEN"`. */
function printed(command: ShellCommand, secrets: SecretsIn): Problem | undefined {
  const { arguments: words, line } = commandLine(command);
  if (line.includes("::add-mask::")) return undefined;
  if (/^printf (?:-v \w+ |['"]?%q)/.test(line) && line.startsWith("printf -v")) return undefined;
  for (const word of words) {
    const [secret] = secrets(word).filter(({ part }) => !isExpandedOutside(part, command));
    if (secret) return report(placeOfWord(word, command), secret.name, command);
  }
  return undefined;
}

function printedDocument(command: ShellCommand, secrets: SecretsIn): Problem | undefined {
  for (const { heredoc, operator, target } of command.redirections) {
    const [secret] = secrets({ parts: heredoc?.parts ?? (operator === "<<<" ? (target?.parts ?? []) : []) });
    if (secret)
      return report(
        { ...command, anchor: command.anchor ?? "", span: secret.part.span },
        secret.name,
        command,
      );
  }
  return undefined;
}

/** `curl -v` prints the headers it sends. */
function tracedRequest(command: ShellCommand, secrets: SecretsIn): Problem | undefined {
  const { arguments: words } = commandLine(command);
  if (
    !words.some(({ literal = "" }) => /^(?:-[a-zA-Z]*v[a-zA-Z]*|--verbose|--trace(?:-ascii)?)$/.test(literal))
  )
    return undefined;
  const word = words.find(
    (one, index) =>
      /^(?:-[a-zA-Z]*[Hu]|--header|--user)$/.test(words[index - 1]?.literal ?? "") && secrets(one).length > 0,
  );
  const [secret] = word ? secrets(word) : [];
  if (!word || !secret) return undefined;
  const message = `Verbose, curl prints the value of \`${secret.name}\` with the request.`;
  return { at: placeOfWord(word, command), subject: secret.name, severity: "medium", message };
}

function report(at: Place, name: string, command: ShellCommand): Problem {
  return { at, subject: name, message: `The value of \`${name}\` is printed here${PLACES[command.runsOn]}.` };
}

function dumped(command: ShellCommand): Problem | undefined {
  const dump = environmentDumpedBy(command);
  if (!dump) return undefined;
  const at = placeOfLine(command);
  if (dump.of === "machine") {
    const message = `\`${dump.line}\` prints the whole environment with every secret in it${PLACES[command.runsOn]}.`;
    return { at, subject: dump.line, message };
  }
  const message = "The whole environment of the container is printed here, with every secret in it.";
  return { at, subject: "container", severity: "medium", message };
}

function printedFile(command: ShellCommand): Problem | undefined {
  const file = secretFilePrintedBy(command);
  if (!file) return undefined;
  const message = `The secrets in \`${textOfWord(file)}\` are printed here${PLACES[command.runsOn]}.`;
  return { at: placeOfWord(file, command), subject: textOfWord(file), message };
}

function printedByVault(command: ShellCommand, script: ShellScript): Problem | undefined {
  const program = vaultReadBy(command, script);
  if (program === undefined) return undefined;
  const message = `The secret that \`${program}\` prints is taken by nothing here.`;
  return { at: placeOfLine(command), subject: program, message };
}

/** `printenv RAILS_MASTER_KEY` and programs that print a secret when nobody takes it. */
function printedByName(command: ShellCommand): Problem | undefined {
  const { line } = commandLine(command);
  const name = /^printenv (\w+)$/.exec(line)?.[1];
  if (name !== undefined && isSecretVariable(name)) return report(placeOfLine(command), name, command);
  return undefined;
}
