/** HK-09: a secret is printed into the output of the deployment. */
import type { Project } from "../../documents/project.ts";
import {
  laterStages,
  type ShellCommand,
  type ShellScript,
  type WordPart,
} from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { commandLine, placeOfLine, placeOfWord, textOfWord } from "../shared/command-line.ts";
import { isExpandedOutside } from "../shared/expanded-outside.ts";
import { type IsShown, shownIn } from "../shared/printed-output.ts";
import { checkProgram } from "../shared/programs/secret-logged.ts";
import { getsSecrets, lowerInContainer, PLACES, roleOfScript } from "../shared/script-files.ts";
import { type SecretsIn, secretsIn } from "../shared/secret-flows.ts";
import { shellTraces } from "../shared/shell-traces.ts";

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
  for (const command of script.commands) {
    if (!isShown(command) || (role === "script" && isAnswer(command, script))) continue;
    const isPrinter = printers.has(command.name?.literal ?? "");
    const problem = isPrinter ? printed(command, secrets) : judge(command, secrets, isShown);
    const severity = role === "workflow" ? "medium" : "high"; // GitHub masks what it knows to be secret
    if (problem) yield { ...problem, severity: lowerInContainer(problem.severity ?? severity, command) };
  }
  yield* shellTraces(script, secrets, getsSecrets(script, project));
}

/** What Ruby takes from a program in deploy.yml is a value for Kamal; an alias answers the person who types it. */
function isForSomebody({ setting }: ShellScript): boolean {
  return setting === "erb" || setting === "alias";
}

/** Functions that print what they are called with: `debug() { echo "[debug] $*"; }`. */
function printingFunctions({ commands }: ShellScript, isShown: IsShown): ReadonlySet<string> {
  const printing = commands.filter((command) => {
    if (command.inFunction === undefined || !/^(?:echo|printf)$/.test(command.name?.literal ?? ""))
      return false;
    return isShown(command) && command.arguments.some(({ parts }) => parts.some(isArgument));
  });
  return new Set(printing.flatMap(({ inFunction }) => inFunction ?? []));
}

function isArgument(part: WordPart): boolean {
  return part.kind === "variable" && part.operator === "" && /^[@*]$/.test(part.name);
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

function judge(command: ShellCommand, secrets: SecretsIn, isShown: IsShown): Problem | undefined {
  const { name = "" } = commandLine(command);
  if (/^(?:echo|printf|print|log|info|warn|error|say|die|fail|logger|notice)$/.test(name))
    return printed(command, secrets);
  if (name === "cat" || name === "tee") return printedDocument(command, secrets) ?? printedFile(command);
  if (name === "curl") return tracedRequest(command, secrets);
  return dumped(command) ?? printedFile(command) ?? (isShown(command) ? printedByName(command) : undefined);
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

/** Commands that print the whole environment, when nothing picks a harmless part of it. */
const DUMPS =
  /^(?:env|printenv|set|export(?: -p)?|declare(?: -[px]+)?|typeset(?: -[px]+)?|compgen -[ve]|cat \/proc\/(?:self|\d+|\$\w*)\/environ)$/;

/** `docker exec app env`, and what `docker inspect` tells of it. */
const DUMPS_CONTAINER =
  /^(?:docker|podman|docker-compose|kubectl) (?:\S+ )*?(?:exec (?!.*\bsh\b).* (?:\/usr\/bin\/)?(?:env|printenv)$|inspect .*\.Config\.Env)/;

function dumped(command: ShellCommand): Problem | undefined {
  const words = [command.name, ...command.arguments].map((word) => word?.literal ?? "$").join(" ");
  const line = words.replace(/^(?:sudo|command|exec|\/usr\/bin\/)\s*/, "");
  if (DUMPS_CONTAINER.test(commandLine(command).line) && !picksHarmless(command)) {
    const message = "The whole environment of the container is printed here, with every secret in it.";
    return { at: placeOfLine(command), subject: "container", severity: "medium", message };
  }
  if (!DUMPS.test(line) || setsSomething(command) || picksHarmless(command)) return undefined;
  const message = `\`${line}\` prints the whole environment with every secret in it${PLACES[command.runsOn]}.`;
  return { at: placeOfLine(command), subject: line, message };
}

/** `export A=b`: assignments are no words of the command. */
function setsSomething({ source, span }: ShellCommand): boolean {
  return /^(?:export|declare|typeset)\s+(?:-\w+\s+)*[A-Za-z_]/.test(
    source.text.slice(span.start, Math.min(span.end, span.start + 200)),
  );
}

/** `env | grep KAMAL_`, `env | cut -d= -f1`. */
function picksHarmless(command: ShellCommand): boolean {
  return laterStages(command)
    .flat()
    .some((next) => {
      const { name, line } = commandLine(next);
      if (name === "grep" || name === "egrep" || name === "rg")
        return !/ -\w*v/.test(line) && !/SECRET|TOKEN|PASS|KEY|\.\*|["' ]\.["' ]/i.test(line);
      return /^(?:cut -d ?=? ?-f ?1|awk -F ?= ?\{ ?print \$1|sed .*=\.\*|grep -c|wc)/.test(line);
    });
}

/** Files that hold nothing but secrets. */
const SECRET_FILE =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template)[\w-]+)?|\.kamal\/secrets[\w.-]*|master\.key|config\/credentials\/[\w.]+\.key|\.netrc|\.pgpass|id_(?:rsa|ed25519|ecdsa)|[\w-]+\.pem)$/;

function printedFile(command: ShellCommand): Problem | undefined {
  const { name = "", arguments: words, line } = commandLine(command);
  const searches = /^e?grep (?!.*-\w*[cqlv])(?:-\S+ )*(?:\.?\*?|\^|\S*(?:SECRET|TOKEN|PASS|KEY)\S*) /i.test(
    line,
  );
  if (!/^(?:cat|head|tail|less|more|bat|xxd|base64|strings|nl)$/.test(name) && !searches) return undefined;
  const file = words.find((word) => SECRET_FILE.test(textOfWord(word)));
  if (!file) return undefined;
  const message = `The secrets in \`${textOfWord(file)}\` are printed here${PLACES[command.runsOn]}.`;
  return { at: placeOfWord(file, command), subject: textOfWord(file), message };
}

/** `printenv RAILS_MASTER_KEY` and programs that print a secret when nobody takes it. */
function printedByName(command: ShellCommand): Problem | undefined {
  const { line } = commandLine(command);
  const name = /^printenv (\w*(?:PASSWORD|SECRET|TOKEN|MASTER_KEY)\w*)$/.exec(line)?.[1];
  return name === undefined ? undefined : report(placeOfLine(command), name, command);
}
