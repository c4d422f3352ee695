/** Commands that only read something: what people run in deploy.yml to fill in a version or a token. */
import type { ShellCommand } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";

/** Programs that read local facts or text and can't send or start anything by their usual options. */
const READERS = new Set([
  "whoami",
  "hostname",
  "id",
  "date",
  "uname",
  "pwd",
  "cat",
  "head",
  "tail",
  "grep",
  "cut",
  "tr",
  "jq",
  "yq",
  "echo",
  "printf",
  "basename",
  "dirname",
  "realpath",
  "wc",
  "sort",
  "uniq",
  "test",
  "true",
]);

/** First words of a program's arguments that make the call a mere reading. */
const READING_CALLS: Readonly<Record<string, RegExp>> = {
  git: /^(?:rev-parse|describe|log|show|config --get|config user|symbolic-ref|branch --show-current|rev-list|ls-remote)\b/,
  aws: /^(?:--?[\w-]+(?:[ =]\S+)? )*(?:ecr get-login-password|secretsmanager get-secret-value|ssm get-parameters?(?:-by-path)?|sts get-caller-identity|ec2 describe-\w[\w-]*)\b/,
  gcloud: /^(?:auth print-(?:access|identity)-token|secrets versions access|config get)\b/,
  az: /^(?:acr login|keyvault secret show|account get-access-token)\b/,
  doctl: /^registry\b/,
  op: /^(?:read|item get)\b/,
  bw: /^get\b/,
  bws: /^secret get\b/,
  gh: /^(?:auth token|config get|api)\b/,
  vault: /^(?:kv get|read)\b/,
  pass: /^(?:show\b|\S+$)/,
  security: /^find-(?:generic|internet)-password\b/,
  sops: /^(?:-d|--decrypt|decrypt)\b/,
  kamal: /^secrets (?:fetch|extract)\b/,
  heroku: /^config:get\b/,
  tofu: /^output\b/,
  terraform: /^output\b/,
  doppler: /^secrets get\b/,
  printenv: /^\w+$/,
};

/** True when a command only reads. Redirections to files disqualify. */
export function onlyReads(command: ShellCommand): boolean {
  if (
    command.redirections.some(
      (redirection) => /^[0-9&]*>/.test(redirection.operator) && !isNull(redirection.target?.literal),
    )
  )
    return false;
  const { name, arguments: words } = invocationOf(command);
  if (name === undefined) return false;
  if (READERS.has(name)) return true;
  const line = words.map((word) => word.literal ?? "$").join(" ");
  return Object.hasOwn(READING_CALLS, name) && READING_CALLS[name]?.test(line) === true;
}

function isNull(target: string | undefined): boolean {
  return target === "/dev/null" || /^&?\d$/.test(target ?? "");
}

/** True for a program of the repository itself, which is reviewed as a script: `./bin/token`, `script/version`. */
export function runsOwnScript(command: ShellCommand): boolean {
  const name = invocationOf({ ...command }).through.length === 0 ? command.name?.literal : undefined;
  return name !== undefined && /^(?:\.\/|bin\/|scripts?\/)[\w./-]+$/.test(name) && !name.includes("..");
}
