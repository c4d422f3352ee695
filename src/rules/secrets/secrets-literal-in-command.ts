/** SEC-10: a command of a secrets file that has the secret, or the key to it, written into it. */
import type { SecretAssignment, SecretsFile } from "../../documents/secrets-file/secrets-file.ts";
import type { Heredoc, ShellCommand, ShellWord } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { argumentSecrets } from "../shared/secrets/argument-secrets.ts";
import { isHarmlessName, isSecretName } from "../shared/secrets/secret-names.ts";
import { isPublicKeyValue, looksRandom, natureOf } from "../shared/secrets/secret-values.ts";

export default defineRule({
  id: "secrets-literal-in-command",
  category: "secrets",
  severity: "high",
  confidence: "high",
  title: "Secret written into a command of .kamal/secrets",
  why: "The file is made to be committed; a command that only prints or decodes a text, or that logs in with a password of its own, keeps nothing secret.",
  fix: "Rotate the value, read it from a secret manager, and log in to that from outside the file: `NAME=$(op read op://vault/item/field)`.",
  references: ["https://kamal-deploy.org/docs/commands/secrets/"],
  appliesTo: ["secrets-file"],
  *check(file) {
    for (const { commands, assignments } of file.programs) {
      for (const command of commands) yield* judge(command, file);
      for (const { name, value } of assignments)
        if (value && isSecretName(name) && isLiteral(value))
          yield { at: value, message: `The value of ${name} stands in clear in a command.` };
    }
  },
});

function* judge(command: ShellCommand, file: SecretsFile): Iterable<Problem> {
  const { name = "", arguments: words } = invocationOf(command);
  for (const { operator, target, heredoc } of command.redirections) {
    if (heredoc && isSecret(heredoc, assignmentOf(command, file)))
      yield {
        at: { source: command.source, span: heredoc.span, anchor: command.anchor ?? "" },
        message: "The text that this command reads stands here in clear.",
      };
    if (operator === "<<<" && target && isLiteral(target))
      yield { at: target, message: "The text that this command reads stands here in clear." };
  }
  if (/^(?:echo|printf)$/.test(name)) yield* judgePrinted(words, command, file);
  else if (INTERPRETER.test(name)) yield* judgeProgram(words, command, file);
  else if (!SHOWS_FIELD.test(name)) yield* judgeFlags(words);
}

const INTERPRETER = /^(?:ruby|python[\d.]*|node|perl|php)$/;

/** Longer ones do more than print. */
const LONGEST_PROGRAM = 1_000;

/** `ruby -e 'puts "text"'`: another way to print a text. */
function* judgeProgram(
  words: readonly ShellWord[],
  command: ShellCommand,
  file: SecretsFile,
): Iterable<Problem> {
  const of = assignmentOf(command, file);
  const at = words.find((_, index) => /^-(?:e|c|r|p|pe|ne)$/.test(words[index - 1]?.literal ?? ""));
  const program = at?.literal ?? "";
  if (!of || !at || program.length > LONGEST_PROGRAM) return;
  const [, , text] = PRINTS.exec(program) ?? /^\s*(["'])([^"'\\#$]{4,500})\1\s*$/.exec(program) ?? [];
  if (text === undefined || !isSecretOf(of.name, text)) return;
  yield { at, message: `The command prints the value of ${of.name}, which stands here in clear.` };
}

const PRINTS =
  /\b(?:puts|print|p|say|echo|console\.log|process\.stdout\.write|\$stdout\.write)\b[ (]{0,3}(["'])([^"'\\#$]{4,500})\1/;

/** `lpass show --password shop/db`: the flag names the field to print. */
const SHOWS_FIELD = /^(?:lpass|gopass|pass|rbw|keepassxc-cli)$/;

/** What is printed goes into a secret, unless the next program only looks something up by it. */
function* judgePrinted(
  words: readonly ShellWord[],
  command: ShellCommand,
  file: SecretsFile,
): Iterable<Problem> {
  const of = assignmentOf(command, file);
  if (command.redirections.some(({ operator }) => operator.includes(">"))) return; // a message for people
  const decodes = command.stages.some(({ pipeline }) =>
    pipeline.stages
      .flat()
      .some((stage) => /^(?:base64|openssl|xxd|rev|tr)$/.test(invocationOf(stage).name ?? "")),
  );
  const alone =
    command.stages.length === 0 || command.stages.every(({ pipeline }) => pipeline.stages.length === 1);
  if (!of || !(decodes || alone)) return;
  for (const word of words) {
    const { literal = "" } = word;
    if (/^-|%|\s\S*\s/.test(literal) || !isSecretOf(of.name, literal)) continue;
    yield { at: word, message: `The command prints the value of ${of.name}, which stands here in clear.` };
  }
}

/** Under another name than a secret's, only what comes from a generator is one. */
function isSecretOf(name: string, text: string): boolean {
  if (natureOf(text) !== "literal" || isPublicKeyValue(text)) return false;
  return isSecretName(name) || (looksRandom(text) && !isHarmlessName(name));
}

/** The secret that a command makes the value of. */
function assignmentOf({ span }: ShellCommand, { assignments }: SecretsFile): SecretAssignment | undefined {
  return assignments.find(({ valueSpan }) => valueSpan.start <= span.start && span.end <= valueSpan.end);
}

function isSecret({ parts }: Heredoc, of: SecretAssignment | undefined): boolean {
  const text = parts.map((part) => (part.kind === "literal" ? part.text : "$_")).join("");
  return of !== undefined && isSecretName(of.name) && natureOf(text) === "literal";
}

/** `bw unlock --password text`, `vault login token=text`: each word with the one after it. */
function* judgeFlags(words: readonly ShellWord[]): Iterable<Problem> {
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    const own = argumentSecrets(word.literal ?? "");
    const withNext =
      next?.literal === undefined || argumentSecrets(next.literal).length > 0
        ? []
        : argumentSecrets(`${word.literal ?? "$"} '${next.literal}'`);
    const [secret] = own.length > 0 ? own : withNext;
    if (!secret) continue;
    const at = own.length > 0 ? word : (next ?? word);
    yield {
      at,
      subject: secret.what,
      message: `The value of \`${secret.what}\` stands in clear in a command.`,
    };
  }
}

function isLiteral({ literal }: ShellWord): boolean {
  return literal !== undefined && natureOf(literal) === "literal";
}
