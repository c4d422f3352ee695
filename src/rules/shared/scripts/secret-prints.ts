/** Secrets that a command prints: in its words, its here-documents, with the environment, a file or a request. */
import type { ShellCommand } from "../../../documents/shell/shell-script.ts";
import type { Problem } from "../../../engine/rule.ts";
import type { Place } from "../../../source/source-text.ts";
import { commandLine, placeOfLine, placeOfWord, textOfWord } from "./command-line.ts";
import { environmentDumpedBy } from "./dumped-environment.ts";
import { isExpandedOutside } from "./expanded-outside.ts";
import { secretFilePrintedBy } from "./printed-files.ts";
import { type IsShown, passesOn } from "./printed-output.ts";
import { PLACES } from "./script-files.ts";
import { isSecretVariable, type SecretsIn } from "./secret-flows.ts";

/** The first of them, for a command whose output is shown. */
export function secretPrintedBy(
  command: ShellCommand,
  secrets: SecretsIn,
  isShown: IsShown,
): Problem | undefined {
  const { name = "" } = commandLine(command);
  if (name === "jq" && showsAll(command)) {
    const document = printedDocument(command, secrets);
    if (document) return document;
  }
  if (/^(?:echo|printf|print|log|info|warn|error|say|die|fail|logger|notice|wall|figlet|jq)$/.test(name)) {
    const found = printed(command, secrets);
    return found ?? (name === "jq" ? (dumped(command) ?? byName(command, isShown)) : undefined);
  }
  if (name !== "jq" && passesOn(command))
    return printedDocument(command, secrets) ?? dumped(command) ?? printedFile(command);
  if (name === "curl") return tracedRequest(command, secrets);
  return dumped(command) ?? printedFile(command) ?? byName(command, isShown);
}

/** `jq .`, `jq -r .password`, but not `jq .region`. */
function showsAll(command: ShellCommand): boolean {
  const filter = command.arguments.find(({ literal = "" }) => !literal.startsWith("-"))?.literal ?? ".";
  return /^\.?$/.test(filter) || /pass|secret|token|key/i.test(filter);
}

/** `echo "$TOKEN"`, but not `echo "::add-mask::$TOKEN"`. */
export function printed(command: ShellCommand, secrets: SecretsIn): Problem | undefined {
  const { arguments: words, line } = commandLine(command);
  if (line.includes("::add-mask::")) return undefined;
  if (/^printf (?:-v \w+ |['"]?%q)/.test(line) && line.startsWith("printf -v")) return undefined;
  for (const word of words) {
    const [secret] = secrets(word).filter(({ part }) => !isExpandedOutside(part, command));
    if (secret) return report(placeOfWord(word, command), secret.name, command);
  }
  return undefined;
}

/** The same in a here-document. */
export function printedDocument(command: ShellCommand, secrets: SecretsIn): Problem | undefined {
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

/** The same of all variables at once. */
export function dumped(command: ShellCommand): Problem | undefined {
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

/** The same of a file of secrets. */
export function printedFile(command: ShellCommand): Problem | undefined {
  const file = secretFilePrintedBy(command);
  if (!file) return undefined;
  const message = `The secrets in \`${textOfWord(file)}\` are printed here${PLACES[command.runsOn]}.`;
  return { at: placeOfWord(file, command), subject: textOfWord(file), message };
}

/** `printenv RAILS_MASTER_KEY` and its like, when nobody takes it. */
function byName(command: ShellCommand, isShown: IsShown): Problem | undefined {
  const { line } = commandLine(command);
  const name = BY_NAME.map((pattern) => pattern.exec(line)?.[1]).find((one) => one !== undefined);
  if (name === undefined || !isSecretVariable(name) || !isShown(command)) return undefined;
  return report(placeOfLine(command), name, command);
}

const BY_NAME: readonly RegExp[] = [
  /^printenv (\w+)$/,
  /^(?:declare|typeset) -p (\w+)$/,
  /^perl -\w*e .{0,200}?\bprint\b[^;]{0,200}?\$ENV\{["']?(\w+)/,
  /^jq (?:-\w+ )*(?:env|\$ENV)\.(\w+)$/,
  /^[gmn]?awk .{0,200}?\bprint\b[^;]{0,200}?ENVIRON\["(\w+)"/,
];
