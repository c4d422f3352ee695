/** Programs that print a secret: those of secret managers, of clouds, of logins, and Kamal's own. */

/** By program: the arguments with which it prints one, and doesn't write it to a file. */
const READS: Readonly<Record<string, RegExp>> = {
  op: /^(?:read|item get)\b(?!.* (?:-o|--out-file)\b)/,
  aws: /(?:^|\s)(?:secretsmanager get-secret-value|ssm get-parameters?(?:-by-path)?\b.*--with-decryption|ecr get-login-password|sts (?:get-session-token|assume-role))\b/,
  gcloud: /^(?:secrets versions access|auth print-(?:access|identity)-token)\b(?!.*--out-file)/,
  az: /^(?:keyvault secret show|account get-access-token|acr login .*--expose-token)\b/,
  vault: /^(?:kv get|read)\b/,
  doppler: /^secrets(?: get| download .*--no-file|$)/,
  infisical: /^(?:secrets(?! (?:set|delete|folders?|generate)\b)|export)\b/,
  bw: /^get (?:password|item|notes)\b/,
  bws: /^secret get\b/,
  pass: /^(?:show )?[\w./@-]+$/,
  gopass: /^(?:show|cat)\b/,
  sops: /^(?:-d|--decrypt|decrypt)\b(?!.*(?:--output|-i\b|--in-place))/,
  security: /^find-(?:generic|internet)-password\b/,
  "ansible-vault": /^view\b/,
  rails:
    /^(?:credentials:show\b|runner .{0,100}\b(?:puts|pp?|print)\b.{0,100}\bcredentials\b(?!.{0,80}(?:\?|\.keys\b)))/,
  rake: /^credentials:show\b/,
  gh: /^auth token\b/,
  heroku: /^config(?::get)?\b/,
  chamber: /^(?:read|export)\b/,
  kubectl: /(?:^|\s)get secrets? .*(?:-o ?|--output[= ])(?:yaml|json)/,
  doctl: /^auth token\b/,
};

/** Takes a command line; gives the program and what it is called for, as `vault kv get`. Undefined for one that prints no secret. */
export function secretProgramIn(line: string): string | undefined {
  const [, program = "", rest = ""] = /^(?:bundle exec )?(?:\S*\/)?([\w.-]+) ?(.*)$/s.exec(line) ?? [];
  const reads = Object.hasOwn(READS, program) ? READS[program] : undefined;
  if (!reads?.test(rest)) return undefined;
  return [program, ...rest.split(" ").slice(0, 2)].filter(isPlainWord).join(" ");
}

/** A word of a command, not a path or a value. */
function isPlainWord(word: string): boolean {
  return /^[a-z][\w:-]*$/.test(word);
}
