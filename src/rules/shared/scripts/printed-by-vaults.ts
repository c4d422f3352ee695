/** Programs that print a secret when nobody takes what they print: those of secret managers, of clouds, of logins. */
import type { ShellCommand, ShellScript } from "../../../documents/shell/shell-script.ts";
import { commandLine } from "./command-line.ts";

const READS: Readonly<Record<string, RegExp>> = {
  op: /^(?:read|item get .*--reveal)\b(?!.* (?:-o|--out-file)\b)/,
  aws: /(?:^|\s)(?:secretsmanager get-secret-value|ssm get-parameters?(?:-by-path)? .*--with-decryption|ecr get-login-password)\b/,
  gcloud: /^(?:secrets versions access|auth print-(?:access|identity)-token)\b(?!.*--out-file)/,
  az: /^(?:keyvault secret show|account get-access-token)\b/,
  vault: /^(?:kv get|read)\b/,
  doppler: /^secrets(?: get| download .*--no-file|$)/,
  infisical: /^(?:secrets|export)\b/,
  bw: /^get (?:password|item|notes)\b/,
  bws: /^secret get\b/,
  pass: /^(?:show )?[\w./@-]+$/,
  gopass: /^(?:show|cat)\b/,
  sops: /^(?:-d|--decrypt|decrypt)\b(?!.*(?:--output|-i\b|--in-place))/,
  "ansible-vault": /^view\b/,
  rails: /^credentials:show\b/,
  gh: /^auth token\b/,
  heroku: /^config(?::get)?\b/,
  chamber: /^(?:read|export)\b/,
  kubectl: /(?:^|\s)get secrets? .*(?:-o ?|--output[= ])(?:yaml|json)/,
  doctl: /^auth token\b/,
};

/** What such a command prints, for a message; undefined for anything else. */
export function vaultReadBy(command: ShellCommand, script: ShellScript): string | undefined {
  const { name = "", line } = commandLine(command);
  const reads = Object.hasOwn(READS, name) ? READS[name] : undefined;
  if (!reads?.test(line.slice(name.length + 1)) || isAnswer(command, script)) return undefined;
  return line.split(" ").slice(0, 3).filter(isPlainWord).join(" ");
}

/** A word of a command, not a path or a value. */
function isPlainWord(word: string): boolean {
  return /^[a-z][\w:-]*$/.test(word);
}

/** What a script ends with, or a function that is called elsewhere, is for whoever calls it. */
function isAnswer(command: ShellCommand, { commands, role }: ShellScript): boolean {
  const { inFunction } = command;
  if (inFunction !== undefined) return !commands.some(({ name }) => name?.literal === inFunction);
  const last = commands.findLast(({ within, captured }) => !within && !captured);
  return role !== "hook" && last === command;
}
