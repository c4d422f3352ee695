/** Programs whose output is made to be evaluated by the shell that starts them. */
import type { ShellCommand } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";

const SETUP: readonly (readonly [program: RegExp, call: RegExp])[] = [
  [/^(?:ssh-agent|gpg-agent|keychain|dircolors|resize|thefuck|envkey-source|getopt)$/, /(?:)/],
  [
    /^(?:rb|py|nod|js?w?|go|pl|php|crystal)env$|^(?:direnv|asdf|mise|rtx|fnm|volta|starship|zoxide|conda|frum|chruby|devbox)$/,
    /^(?:init|hook|env|activate|exec|shell\.bash|export|global|shellenv)\b|^$/,
  ],
  [/^brew$/, /^shellenv\b/],
  [/^op$/, /^signin\b/],
  [/^(?:docker-machine|minikube|podman|colima)$/, /env\b/],
  [/^(?:luarocks|opam)$/, /^(?:path|env)\b/],
  [/^aws$/, /\becr get-login\b|\bconfigure export-credentials\b/],
  // what the team itself has encrypted or keeps with its secret manager
  [/^sops$/, /^(?:-d|--decrypt|decrypt)\b/],
  [/^ansible-vault$/, /^view\b/],
  [/^(?:chamber|infisical)$/, /^(?:export|env)\b/],
  [/^doppler$/, /^secrets download\b/],
  [/^op$/, /^inject\b/],
  [/^[\w-]+$/, /(?:^|\s)completions?(?:\s|$)/],
  [/^(?:true|:|echo|grep)$/, /^(?:$|-v )/],
];

/** True when a command prints settings for its shell; `|| true` behind it doesn't change that. */
export function printsShellSetup(command: ShellCommand): boolean {
  const { name = "", arguments: words } = invocationOf(command);
  const line = words.map((word) => word.literal ?? "$").join(" ");
  return SETUP.some(([program, call]) => program.test(name) && call.test(line));
}

/** True for `sops -d settings.env | sed 's/^/export /'`: settings for the shell, put into another form on the way. */
export function printSettings(commands: readonly ShellCommand[]): boolean {
  return (
    commands.some(printsShellSetup) &&
    commands.every((one) => printsShellSetup(one) || FILTERS.test(nameOf(one)))
  );
}

const FILTERS = /^(?:sed|grep|tr|cut|sort|head|tail)$/;

function nameOf(command: ShellCommand): string {
  return invocationOf(command).name ?? "";
}
