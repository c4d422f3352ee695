/** Commands that send something to another machine, and what of their command line is sent. */
import { valuesOf } from "../../../documents/shell/option-values.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";
import { readSshCall } from "../../../documents/shell/ssh-command.ts";
import type { Carried } from "./carried-secrets.ts";
import { withPaths } from "./carried-words.ts";
import { commandLine, textOfWord } from "./command-line.ts";
import { inputTexts } from "./evaluated-texts.ts";

/** What leaves and where to. */
export interface Shipment {
  /** Words whose text, or whose file when it is a path, is sent. */
  readonly sent: readonly ShellWord[];
  /** True when the standard input is sent. */
  readonly sendsInput: boolean;
  /** Words that say where to. */
  readonly to: readonly ShellWord[];
  /** Words that log in there: `curl -u user:password`. */
  readonly logins?: readonly ShellWord[];
  /** True when what the command prints itself is sent. */
  readonly sendsOutput?: boolean;
  /** What kind of program does it. */
  readonly by: "http" | "copy" | "raw";
}

/** Connections by the descriptors they are open as: `exec 3<>/dev/tcp/host/port`. */
export type Connections = ReadonlyMap<string, ShellWord>;

/** Reads a script once. */
export function connectionsIn({ commands }: ShellScript): Connections {
  const opened = commands.filter(({ name }) => name?.literal === "exec");
  return new Map(
    opened.flatMap(({ redirections }) =>
      redirections.flatMap(({ descriptor, target }): [string, ShellWord][] =>
        descriptor !== undefined && target && DEVICE.test(textOfWord(target)) ? [[descriptor, target]] : [],
      ),
    ),
  );
}

/** Undefined for commands that send nothing. */
export function shipmentOf(
  command: ShellCommand,
  connections: Connections = new Map(),
): Shipment | undefined {
  const { name = "", arguments: words } = commandLine(command);
  if (isConnection(command)) return { sent: [], sendsInput: true, to: words, by: "raw" };
  switch (name) {
    case "curl":
    case "http":
    case "https":
    case "xh":
      return ofCurl(words, name);
    case "wget":
      return ofWget(words);
    case "git":
      return ofGit(words);
    case "mail":
    case "mailx":
    case "sendmail":
    case "mutt":
    case "msmtp":
      return { sent: valuesOf(words, /^-[aA]$/), sendsInput: true, to: words.slice(-1), by: "raw" };
    case "logger":
      return words.some(({ literal }) => /^(?:-n|--server)/.test(literal ?? "")) ? toLog(words) : undefined;
    case "dig":
    case "nslookup":
    case "host":
    case "ping":
    case "getent":
      return { sent: words, sendsInput: false, to: words, by: "raw" };
    case "sftp":
    case "ftp":
    case "lftp":
    case "tftp":
      return ofFtp(command, name);
    case "scp":
    case "rsync":
      return ofCopy(words);
    case "ssh":
      return ofSsh(words);
    default:
      return (STORING.has(name) ? toStorage(command) : undefined) ?? toDevice(command, connections);
  }
}

/** True for programs that do nothing but connect to another machine: `nc`, `openssl s_client`. */
export function isConnection(command: ShellCommand): boolean {
  const { name = "", arguments: words } = commandLine(command);
  return (
    /^(?:nc|ncat|netcat|socat|telnet)$/.test(name) || (name === "openssl" && words[0]?.literal === "s_client")
  );
}

/** `sftp host <<< "put config/master.key"`, `lftp -e "put …"`; an own server is reached by SSH. */
function ofFtp(command: ShellCommand, name: string): Shipment {
  const { arguments: words } = commandLine(command);
  const sent = [...inputTexts(command), ...words].filter((word) => PUTS.test(textOfWord(word)));
  const behind = words.slice(words.findIndex(({ literal }) => literal === "put") + 1);
  const isWord = sent.some(({ literal }) => literal === "put"); // `tftp host -c put file`
  return {
    sent: isWord ? behind.slice(0, 1) : sent,
    sendsInput: false,
    to: words,
    by: name === "sftp" ? "copy" : "raw",
  };
}

const PUTS = /(?:^|[\n;])\s{0,20}(?:m?put|reput|mirror\s+-R)(?:\s|$)/;

/** `logger -n logs.example.com "…"` */
function toLog(words: readonly ShellWord[]): Shipment {
  return { sent: words, sendsInput: true, to: valuesOf(words, /^(?:-n|--server)$/), by: "raw" };
}

function ofSsh(words: readonly ShellWord[]): Shipment {
  const { host, remote } = readSshCall({ name: "ssh", arguments: words, through: [] });
  return { sent: remote, sendsInput: true, to: host ? [host] : [], by: "copy" };
}

/** The programs that `STORES` speaks of. */
const STORING: ReadonlySet<string> = new Set(
  "aws gsutil gcloud rclone s3cmd mc az gh glab transfer croc".split(" "),
);

const STORES =
  /^(?:aws s3 (?:cp|mv|sync)|aws s3api put-object|gsutil (?:-m )?(?:cp|rsync)|gcloud storage cp|rclone (?:copy|copyto|sync)|s3cmd put|mc cp|az storage blob upload|gh (?:gist|issue|release) (?:create|comment|upload)|gh pr comment|gh api|glab (?:snippet|issue|mr) (?:create|note)|transfer|croc send)\b/;

/** Those that show it to others. */
const PUBLISHES = /^(?:gh|glab|transfer|croc) /;

/** Options of those that stand alone. */
const ALONE =
  /^-(?:-(?:recursive|quiet|dryrun|delete|no-progress|only-show-errors|follow-symlinks|public|secret|generate-notes|draft)|[a-zA-Z])$/;

/** Programs of storage services, and those that publish what they are given. */
function toStorage(command: ShellCommand): Shipment | undefined {
  const { arguments: words, line } = commandLine(command);
  if (!STORES.test(line)) return undefined;
  const named = words.filter((word, index) => {
    const before = textOfWord(words[index - 1] ?? { parts: [] });
    return (
      !textOfWord(word).startsWith("-") && (!before.startsWith("-") || before === "-" || ALONE.test(before))
    );
  });
  const isBetweenTwo = /^(?:aws s3 |gsutil |gcloud )/.test(line);
  const to = isBetweenTwo ? named.slice(-1) : [];
  // `aws s3 cp s3://bucket/env .env` brings it here
  if (isBetweenTwo && !to.some((word) => /^(?:\w+:\/\/|\$)/.test(textOfWord(word)))) return undefined;
  const given = valuesOf(
    words,
    /^(?:--body|-b|--notes|-n|--body-file|-[Ff]|--file|--(?:raw-)?field|--input|-d|--description|-m|--message)$/,
  );
  return {
    sent: [...named.slice(1).filter((word) => !to.includes(word) && isLocal(word)), ...given],
    sendsInput: / - /.test(`${line} `),
    to: to.length > 0 ? to : words.slice(-1),
    by: PUBLISHES.test(line) ? "raw" : "copy",
  };
}

/** The devices by which bash connects to other machines. */
export const DEVICE = /^\/dev\/(?:tcp|udp)\//;

/** `> /dev/tcp/host/port` of bash, also through a descriptor. */
function toDevice(
  { name, redirections, surrounding, arguments: words }: ShellCommand,
  connections: Connections,
): Shipment | undefined {
  if (redirections.length + surrounding.length === 0) return undefined;
  if (name?.literal === "exec" && words.length === 0) return undefined;
  for (const { operator, target } of [...redirections, ...surrounding]) {
    const to = target && operator.includes(">") ? (connections.get(target.literal ?? "") ?? target) : target;
    if (to && DEVICE.test(textOfWord(to)))
      return { sent: words, sendsInput: true, sendsOutput: true, to: [to], by: "raw" };
  }
  return undefined;
}

const BODY = /^(?:-[a-zA-Z]*[dF]|--data(?:-\w+)?|--form(?:-string)?|--json|--url-query)$/;
const UPLOAD = /^(?:-[a-zA-Z]*T|--upload-file)$/;
const HEADER = /^(?:-[a-zA-Z]*H|--header|-A|--user-agent|-e|--referer|-b|--cookie)$/;

/** Options of curl with a value that is no address. */
const VALUED =
  /^(?:-[a-zA-Z]*[dFTHAebuXomKx]|--(?!fail|silent|show-error|location|insecure|compressed|retry-)[a-z][\w-]*)$/;

function ofCurl(words: readonly ShellWord[], name: string): Shipment {
  const addresses = words.filter(
    (word, index) =>
      /^(?:https?|ftp):\/\/|^\$/.test(textOfWord(word)) && !VALUED.test(words[index - 1]?.literal ?? ""),
  );
  const bodies = valuesOf(words, BODY);
  const uploads = valuesOf(words, UPLOAD);
  const glued = words.filter((word) => /^-[dFT]\S/.test(textOfWord(word)));
  const fields = name === "curl" ? [] : words.filter((word) => /^[\w-]+(?:==?|@|:)/.test(textOfWord(word)));
  const sent = [...bodies, ...uploads, ...glued, ...fields, ...valuesOf(words, HEADER), ...addresses];
  const sendsInput = [...bodies, ...uploads, ...glued].some((word) =>
    /@?(?:-|\/dev\/stdin)$/.test(textOfWord(word)),
  );
  const logins = name === "curl" ? valuesOf(words, /^(?:-[a-zA-Z]*u|--user)$/) : [];
  return { sent, sendsInput: sendsInput || name !== "curl", to: addresses, by: "http", logins };
}

/** `git fetch "https://host/repo?k=$KEY"`; what stands before an `@` in front of the host only logs in. */
function ofGit(words: readonly ShellWord[]): Shipment | undefined {
  const to = words.filter((word) => word.literal === undefined && /^https?:\/\//.test(textOfWord(word)));
  const sent = to.map(withoutLogin).filter(({ parts }) => parts.some(({ kind }) => kind !== "literal"));
  return sent.length === 0 ? undefined : { sent, sendsInput: false, to, by: "http" };
}

function withoutLogin(word: ShellWord): ShellWord {
  const isLogin = /^https?:\/\/[^@/?#]*@/.test(textOfWord(word));
  const at = word.parts.findIndex((part) => part.kind === "literal" && part.text.includes("@"));
  return isLogin && at >= 0 ? { ...word, parts: word.parts.slice(at) } : word;
}

function ofWget(words: readonly ShellWord[]): Shipment {
  const sent = valuesOf(words, /^(?:--(?:post|body)-(?:data|file)|--header|-U|--user-agent|--referer)$/);
  const to = words.filter((word) => /^https?:\/\//.test(textOfWord(word)));
  return { sent: [...sent, ...to], sendsInput: false, to, by: "http" };
}

/** What is fetched from a server doesn't leave; keys that only open the connection neither. */
function ofCopy(words: readonly ShellWord[]): Shipment | undefined {
  const positional = words.filter((word, index) => {
    const option = words[index - 1]?.literal ?? "";
    return (
      !textOfWord(word).startsWith("-") &&
      !/^(?:-[a-zA-Z]*[iFoPSlcJe]|--(?:rsh|exclude|include|exclude-from|files-from|filter|rsync-path))$/.test(
        option,
      )
    );
  });
  const to = positional.slice(-1);
  if (!to.some((word) => /:/.test(textOfWord(word)))) return undefined;
  return { sent: positional.slice(0, -1).filter(isLocal), sendsInput: false, to, by: "copy" };
}

function isLocal(word: ShellWord): boolean {
  return !/^[\w$@.-]+:|^-/.test(textOfWord(word));
}

/** `own` when it goes by ssh or to storage, or to an address that the deployment's environment names. */
export function destinationOf({ by, to }: Shipment, carried: Carried): "own" | "unknown" {
  if (by === "copy") return "own";
  const isNamed = to.some(
    (word) => word.literal === undefined && !/:\/\/[\w.-]+\.[a-z]{2,}/i.test(withPaths(word, carried)),
  );
  return isNamed && by === "http" ? "own" : "unknown";
}
