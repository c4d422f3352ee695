/** Private SSH keys in variables of a workflow, and what its commands do with them. */
import {
  type Redirection,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  substitutedCommands,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";

/** SSH_PRIVATE_KEY, DEPLOY_KEY, PRODUCTION_SSH_KEY, ID_ED25519. */
const KEY_NAME =
  /(?:^|_)(?:SSH|DEPLOY|DEPLOYMENT|PRIVATE|SERVER|HOST|EC2|VPS|DROPLET|HETZNER|KAMAL)(?:_\w+)?_KEY(?:_|$)|(?:^|_)(?:ID_(?:RSA|ED25519|ECDSA)|PEM|SSHKEY|PRIVATEKEY)(?:_|$)/i;

/** Halves that everybody may know, and what only says where a key is. */
const NO_KEY =
  /(?:VAPID|JWT|SAML|OIDC|OAUTH2?|GITHUB_APP|APPLE|APNS|GOOGLE|FIREBASE|STRIPE|SIGNING)_PRIVATE_KEY|(?:CLIENT|MIDTRANS|FCM|FIREBASE|GCM|PUSHER|API)_SERVER_KEY|PUB(?:LIC)?(?:_|$)|KNOWN|FINGERPRINT|PASSPHRASE|PATH|FILE|NAME|TYPE|ID$|API_KEY|LICENSE/i;

/** Nobody's names are longer. */
const LONGEST_NAME = 200;

/** A use of a key as part of a word. */
export interface KeyUse {
  readonly command: ShellCommand;
  readonly part: WordPart & { readonly kind: "variable" };
  /** `text` for words that echo and printf print, and for here-documents; `argument` for those of other programs. */
  readonly as: "text" | "argument";
}

/** Another name for what a variable holds: that of the secret of the workflow. */
type NameOf = (variable: string) => string;

/** All uses in a script, in order. */
export function keyUses({ commands }: ShellScript, nameOf: NameOf): KeyUse[] {
  return commands.flatMap((command) => {
    const { name = "" } = invocationOf(command);
    const documents = command.redirections.flatMap(partsGiven);
    const as = /^(?:echo|printf|print)$/.test(name) ? "text" : "argument";
    return [
      ...(isNoProgram(name) ? [] : command.arguments.flatMap((word) => keysIn(word, as, command, nameOf))),
      ...(/^(?:cat|tee)$/.test(name)
        ? keyParts(documents, command, nameOf).map((part) => ({ command, part, as: "text" as const }))
        : []),
    ];
  });
}

/** What a here-document or a here-string gives to a program. */
function partsGiven({ heredoc, operator, target }: Redirection): readonly WordPart[] {
  return heredoc?.parts ?? (operator === "<<<" ? (target?.parts ?? []) : []);
}

/** Tests and declarations run inside the shell; their words are on no command line. */
function isNoProgram(name: string): boolean {
  return /^(?:|\[|\[\[|test|export|declare|local|readonly|unset|:|set|read|case|if)$/.test(name);
}

function keysIn({ parts }: ShellWord, as: KeyUse["as"], command: ShellCommand, nameOf: NameOf): KeyUse[] {
  return keyParts(parts, as === "text" ? command : undefined, nameOf).map((part) => ({ command, part, as }));
}

/** Keys by their name, and what is written where SSH keeps its keys. */
function keyParts(
  parts: readonly WordPart[],
  writer: ShellCommand | undefined,
  nameOf: NameOf,
): KeyUse["part"][] {
  const isKeyFile = writer !== undefined && KEY_FILE.test(textOf(fileWritten(writer)));
  return parts.filter(
    (part): part is KeyUse["part"] =>
      part.kind === "variable" &&
      !/^(?:length|:?\+)$/.test(part.operator) &&
      isKeyNamed(nameOf(part.name), isKeyFile),
  );
}

function isKeyNamed(name: string, isKeyFile: boolean): boolean {
  return name.length <= LONGEST_NAME && (isKeyFile || KEY_NAME.test(name)) && !NO_KEY.test(name);
}

/** A file of `~/.ssh` that is none of those everybody may read. */
const KEY_FILE = /(?:^|\/)\.ssh\/(?!known_hosts|config|authorized_keys|environment)[\w.-]+$(?<!\.pub)/;

function textOf(word: ShellWord | undefined): string {
  return (word?.parts ?? []).map((part) => (part.kind === "literal" ? part.text : "")).join("");
}

/** Where the text of a command ends up: its own redirection, else that of a later part of the pipeline. */
export function fileWritten({ redirections, surrounding, stages }: ShellCommand): ShellWord | undefined {
  const own = [...redirections, ...surrounding].find(isWriting)?.target;
  if (own) return own;
  const after = stages.flatMap(({ pipeline, index }) => pipeline.stages.slice(index + 1).flat());
  for (const next of after) {
    const { name, arguments: words } = invocationOf(next);
    const target =
      next.redirections.find(isWriting)?.target ?? (name === "tee" ? lastWord(words) : undefined);
    if (target) return target;
  }
  return undefined;
}

function isWriting({ operator, target }: Redirection): boolean {
  return /^&?>/.test(operator) && target !== undefined && !/^(?:&?\d|\/dev\/\w+)$/.test(target.literal ?? "");
}

function lastWord(words: readonly ShellWord[]): ShellWord | undefined {
  return words.findLast(({ literal = "" }) => !literal.startsWith("-"));
}

/** The commands whose output something takes: those in `$(…)` and `<(…)`. */
export function takenCommands({ commands, assignments }: ShellScript): ReadonlySet<ShellCommand> {
  const words = [
    ...assignments.flatMap(({ value }) => value ?? []),
    ...commands.flatMap((command) => [
      ...(command.name ? [command.name] : []),
      ...command.arguments,
      ...command.redirections.flatMap(({ target }) => target ?? []),
    ]),
  ];
  return new Set(words.flatMap(substitutedCommands));
}

/** True when the script sees to it that others can't read what it writes. */
export function keepsOthersOut({ commands }: ShellScript): boolean {
  return commands.some((command) => {
    const { name = "", arguments: all } = invocationOf(command);
    // the list of hosts is no key
    const words = all.filter((word) => !/known_hosts$|\.ssh\/config$/.test(textOf(word)));
    if (
      words.length < all.length &&
      words.every(({ literal = "$" }) => /^(?:-.*|[0-7]+|[ugoa]*[=+-].*)$/.test(literal))
    )
      return false;
    const line = words.map(({ literal = "$" }) => literal).join(" ");
    if (name === "umask") return /^0?[0-7]?77\b|go=/.test(line);
    if (name === "chmod")
      return /(?:^| )0?[4-7]00\b|(?:^| )(?:go|og)(?:-rwx|-rw|-r|=)(?: |$|,)|u=[rwx]+,go=/.test(line);
    return /^(?:install|mkdir)$/.test(name) && /-m ?0?[4-7]00\b|--mode[= ]0?[4-7]00\b/.test(line);
  });
}
