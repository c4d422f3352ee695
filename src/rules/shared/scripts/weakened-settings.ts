/** Settings of a machine that a script writes so that more people get in: of sudo, of the SSH server, of SELinux. */
import { laterStages, type ShellCommand, type ShellWord } from "../../../documents/shell/shell-script.ts";
import type { Place } from "../../../source/source-text.ts";
import { commandLine, textOfWord } from "./command-line.ts";
import type { Grant } from "./grant.ts";
import { KEEP_KEYS } from "./login-keys.ts";

/** NOPASSWD for everything. */
export const NO_PASSWORD = /NOPASSWD:\s*ALL\b/;

/** For the message about it. */
export const ASKS_NOTHING = "Sudo will ask for no password, whatever the command";

interface Setting {
  readonly text: RegExp;
  /** The file it is a setting of; undefined where the text says enough. */
  readonly file: RegExp | undefined;
  readonly what: string;
  readonly severity: Grant["severity"];
  /** Set where it is wrong in what runs at every deployment only. */
  readonly always?: true;
  readonly fix?: string;
}

const SSH_SERVER = /sshd_config/;

const SETTINGS: readonly Setting[] = [
  { text: NO_PASSWORD, file: undefined, what: ASKS_NOTHING, severity: "high" },
  {
    text: /\bDefaults\b[^\n]{0,200}!authenticate\b/,
    file: /sudoers/,
    what: ASKS_NOTHING,
    severity: "high",
  },
  {
    text: /NOPASSWD:[^\n]{0,200}\/(?:(?:ba|da|z)?sh|su|docker|env|python[\d.]*|ruby|perl|vim?|nano|tee|find|chmod|chown|visudo)(?=["'\s]*$|\s*,)/m,
    file: undefined,
    what: "Sudo will ask for no password for a program that is as good as root",
    severity: "high",
  },
  {
    text: /\bPasswordAuthentication[\s=]+yes\b/i,
    file: SSH_SERVER,
    what: "SSH lets in whoever guesses a password",
    severity: "high",
  },
  {
    text: /\bPermitEmptyPasswords[\s=]+yes\b/i,
    file: SSH_SERVER,
    what: "SSH lets in users without a password",
    severity: "high",
  },
  {
    text: /\bPermitRootLogin[\s=]+yes\b/i,
    file: SSH_SERVER,
    what: "SSH lets root in with a password",
    severity: "medium",
  },
  {
    text: /(?<![\w-])[\w-]{1,64}:[^:\n]{0,200}:0:\d{1,10}:/,
    file: /\/etc\/passwd\b/,
    what: "This account is root under another name",
    severity: "high",
  },
  {
    text: /\bSELINUX=(?:disabled|permissive)\b/,
    file: /selinux/,
    what: "SELinux will be off after the next start",
    severity: "high",
  },
  {
    text: /\b(?:ssh-(?:ed25519|rsa)|ecdsa-sha2-\w+|sk-ssh-\w+@openssh\.com)\s+AAAA/,
    file: /authorized_keys/,
    what: "Whoever holds this key may log in after this",
    severity: "high",
    always: true,
    fix: KEEP_KEYS,
  },
];

/** The setting that a command writes. */
export function settingWeakenedBy(command: ShellCommand): Grant | undefined {
  const written = textsWritten(command);
  const isHook = /(?:^|\/)hooks\/(?!docker-setup)/.test(command.source.path);
  const found = SETTINGS.find(
    ({ text, file, always }) =>
      text.test(written) && (!file || file.test(filesNamed(command))) && (!always || isHook),
  );
  if (!found) return undefined;
  const { text: pattern, what, severity, fix } = found;
  const at = placeInDocument(command, pattern);
  return { pattern, word: pattern, what, severity, at, ...(fix ? { fix } : {}) };
}

/** The text that a command puts somewhere; of `sed`, what it puts in the place of something else. */
function textsWritten(command: ShellCommand): string {
  const { name = "", line, arguments: words } = commandLine(command);
  if (name === "sed") return words.flatMap(replacements).join("\n");
  return MENTIONS.test(name) ? "" : [line, ...documentsOf(command)].join("\n");
}

/** Programs that look for a text, or at one. */
const MENTIONS = /^(?:e?grep|rg|ag|diff|test|\[|\[\[)$/;

function replacements(word: ShellWord): string[] {
  return [
    ...textOfWord(word).matchAll(/(?:^|[;}\d /])s([/|#,@!])(?:\\.|(?!\1)[^\\])*\1((?:\\.|(?!\1)[^\\])*)\1/g),
  ].flatMap((match) => match[2] ?? []);
}

/** All words and targets in which a file may be named, also of the `tee` behind a pipe. */
function filesNamed(command: ShellCommand): string {
  const words = [command, ...laterStages(command).flat()].flatMap(({ arguments: own, redirections }) => [
    ...own,
    ...redirections.flatMap(({ target }) => target ?? []),
  ]);
  return words.map(textOfWord).join(" ");
}

function documentsOf({ redirections }: ShellCommand): string[] {
  const parts = redirections.flatMap(({ heredoc, operator, target }) =>
    operator === "<<<" ? (target?.parts ?? []) : (heredoc?.parts ?? []),
  );
  return parts.map((part) => (part.kind === "literal" ? part.text : "$"));
}

/** The line of a here-document that says so. */
function placeInDocument(
  { source, redirections, anchor = "" }: ShellCommand,
  text: RegExp,
): Place | undefined {
  for (const { heredoc } of redirections) {
    const match = heredoc && text.exec(source.text.slice(heredoc.span.start, heredoc.span.end));
    if (!match) continue;
    const start = heredoc.span.start + match.index;
    return { source, anchor, span: { start, end: start + match[0].length } };
  }
  return undefined;
}
