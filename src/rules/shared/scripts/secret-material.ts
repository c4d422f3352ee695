/** The environment, secrets files and keys among what a command sends. */
import { carriedTexts } from "../../../documents/shell/embedded-programs.ts";
import {
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  substitutedCommands,
} from "../../../documents/shell/shell-script.ts";
import { ALL_SECRETS, EVERY_SECRET } from "../workflows/workflow-secrets.ts";
import { commandLine, textOfWord } from "./command-line.ts";
import { environmentDumpedBy } from "./dumped-environment.ts";
import type { Shipment } from "./shipments.ts";

/** What it is, for a message. */
export interface Material {
  readonly what: string;
  readonly many: boolean;
}

const ENVIRONMENT: Material = { what: "the whole environment", many: false };

const FILES: readonly { readonly path: RegExp; readonly what: string }[] = [
  {
    path: /(?:^|[\s/@=<])\.env(?:\.(?!example|sample|template|dist)[\w-]+)*(?:[\s;,*]|$)/,
    what: "secrets of an .env file",
  },
  {
    path: /\.kamal\/secrets(?![\w/.-]*\.(?:example|sample|template|dist|tpl))|\.kamal\/?(?:\s|$)/,
    what: "secrets of .kamal/secrets",
  },
  {
    path: /\.kamal\/apps\/[^/\s]+\/env\/(?:roles|accessories)\//,
    what: "secrets that Kamal has uploaded",
  },
  { path: /\bmaster\.key\b|config\/credentials\/[\w.$]+\.key\b/, what: "the key of the Rails credentials" },
  {
    path: /\.ssh\/?(?:\s|$|\*)|\.ssh\/(?!known_hosts|config\b|authorized_keys|\w+\.pub)[\w*.-]+(?!\.pub)\b|\bid_(?:rsa|ed25519|ecdsa)(?!\.pub)\b/,
    what: "SSH keys",
  },
  {
    path: /\.aws\/credentials|\.docker\/config\.json|\.netrc\b|\.pgpass\b|\.kube\/config|\.config\/gh\/|\.gnupg\b/,
    what: "credentials of other tools",
  },
  { path: /\/proc\/(?:self|\d+|\$\w*)\/environ/, what: "the whole environment" },
  { path: /\/etc\/shadow\b/, what: "the passwords of the machine" },
];

/** Undefined when nothing of the kind is sent. */
export function materialIn(
  shipment: Shipment,
  command: ShellCommand,
  carried: Carried,
): Material | undefined {
  const words =
    shipment.by === "http"
      ? shipment.sent.filter((word) => {
          const text = withPaths(word, carried);
          return sendsContent(text) || carried.files.has(text);
        })
      : shipment.sent;
  for (const word of shipment.by === "copy" && command.name?.literal?.endsWith("ssh") ? [] : words) {
    const text = withPaths(word, carried).replace(/^--[\w-]+=/, "");
    const file = fileIn(text, shipment) ?? carried.files.get(text.replace(/^.*@/, ""));
    if (file) return file;
  }
  for (const word of shipment.sent) {
    const printed = printedMaterial(substitutedCommands(word));
    if (printed) return printed;
    const held = heldIn(word, carried.variables);
    if (held) return held;
    const key = keyIn(word, shipment, carried);
    if (key) return key;
  }
  const printed = shipment.sendsOutput ? printedMaterial([command]) : undefined;
  const takesInput = shipment.sendsInput || commandLine(command).through.includes("xargs");
  return printed ?? (takesInput ? fromInput(command) : undefined);
}

/** The text of a word with the paths that variables hold: `for f in ~/.ssh/id_*; do curl -T "$f" …`. */
function withPaths(word: ShellWord, { paths }: Carried): string {
  return word.parts
    .map((part) => (part.kind === "variable" && paths.get(part.name)) || textOfWord({ parts: [part] }))
    .join("");
}

/** Variables and files that a script has filled with such things. */
export interface Carried {
  readonly variables: ReadonlyMap<string, Material>;
  readonly files: ReadonlyMap<string, Material>;
  /** Variables that stand for a path. */
  readonly paths: ReadonlyMap<string, string>;
  /** Variables that the workflow around a script fills, with the secret in each. */
  readonly given: ReadonlyMap<string, string>;
}

const EVERYTHING: Material = { what: "every secret of the repository", many: false };

/** Reads a script once. */
export function carriedIn(
  { assignments, commands }: ShellScript,
  given: ReadonlyMap<string, string> = new Map(),
): Carried {
  const all = [...given].filter(([, secret]) => secret === EVERY_SECRET);
  const variables = new Map(all.map(([name]) => [name, EVERYTHING]));
  const paths = new Map<string, string>();
  for (const { name, value } of assignments) {
    const printed = value && printedMaterial(substitutedCommands(value));
    const material = printed ?? (value && (heldIn(value, variables) ?? handedOn(value, variables)));
    if (material) variables.set(name, material);
    const path = value?.literal ?? "";
    if (/^[\w.~/*-]*[/.][\w.~/*-]*$/.test(path)) paths.set(name, path);
  }
  const files = new Map<string, Material>();
  for (const command of commands) {
    const { name = "", arguments: words } = commandLine(command);
    const read = /^(?:read|mapfile|readarray)$/.test(name) ? fromInput(command) : undefined;
    if (read) for (const { literal = "" } of words.slice(-1)) variables.set(literal, read);
    const archive = /^(?:tar|zip|gpg|openssl)$/.test(name) ? archiveAmong(words, name) : undefined;
    const target =
      command.redirections.find(({ operator }) => /^>{1,2}\|?$/.test(operator))?.target ?? archive;
    const file = target ? textOfWord(target) : "";
    const isFile = file !== "" && !/^(?:\d$|\/dev\/)/.test(file);
    const material = isFile
      ? (printedMaterial([...feeders(command), command]) ?? copied(command, files))
      : undefined;
    if (material) files.set(file, material);
  }
  return { variables, files, paths, given };
}

/** `gzip -c "$snapshot" > "$snapshot.gz"` of a file that holds such things. */
function copied(command: ShellCommand, files: ReadonlyMap<string, Material>): Material | undefined {
  const { name = "", arguments: words } = commandLine(command);
  const read = [...(READS.test(name) ? words.map(textOfWord) : []), ...filesRead(command)];
  return files.size === 0 ? undefined : read.flatMap((file) => files.get(file) ?? [])[0];
}

/** The file that an archive is written to: by its ending, or the variable after `-czf`. */
function archiveAmong(words: readonly ShellWord[], name: string): ShellWord | undefined {
  const ending = words.find(({ literal }) => /\.(?:zip|t?gz|tar|enc|bz2|xz)$/.test(literal ?? ""));
  if (ending || !/^(?:tar|zip)$/.test(name)) return ending;
  const at = words.findIndex(({ literal = "" }) => /^-?[a-zA-Z]*c[a-zA-Z]*f$|^--file$|^-f$/.test(literal));
  const named = name === "tar" ? (at < 0 ? undefined : words[at + 1]) : words.find(isNoOption);
  return named && named.literal === undefined ? named : undefined;
}

function isNoOption(word: ShellWord): boolean {
  return !textOfWord(word).startsWith("-");
}

function heldIn(
  { parts, source }: ShellWord,
  variables: ReadonlyMap<string, Material>,
): Material | undefined {
  return parts.flatMap((part) => {
    if (part.kind !== "variable" || part.operator === "length") return [];
    const isAll = ALL_SECRETS.test(source.text.slice(part.span.start, part.span.end));
    return isAll ? [EVERYTHING] : (variables.get(part.name) ?? []);
  })[0];
}

/** Programs that print what they are given in another form. */
const PASSES_ON =
  /^(?:echo|printf|jq|base64|gzip|tr|sed|cut|fold|split|rev|xxd|od|openssl|python3?|ruby|perl|node)$/;

/** `body=$(jq -n --arg d "$blob" '{text: $d}')` */
function handedOn(word: ShellWord, variables: ReadonlyMap<string, Material>): Material | undefined {
  const passing = substitutedCommands(word).filter((command) =>
    PASSES_ON.test(commandLine(command).name ?? ""),
  );
  const given = passing.flatMap(({ arguments: words, redirections }) => [
    ...words,
    ...redirections.flatMap(({ operator, target }) => (operator === "<<<" && target ? [target] : [])),
  ]);
  return given.flatMap((one) => heldIn(one, variables) ?? [])[0];
}

/** Of an HTTP request, a file is sent only where an `@` says so. */
function sendsContent(text: string): boolean {
  return !/^(?:https?:|\$)/.test(text);
}

function fileIn(text: string, { by }: Shipment): Material | undefined {
  if (by === "http" && !/@|=<|^[\w./~$*-]+$/.test(text)) return undefined;
  const found = FILES.find(({ path }) => path.test(by === "http" ? text.replace(/^[^@<]*[@<]/, "@") : text));
  return found && { what: found.what, many: /^secrets|^SSH keys|^credentials/.test(found.what) };
}

/** Keys to everything else, which no service asks for. */
const MASTER =
  /^(?:RAILS_MASTER_KEY|SECRET_KEY_BASE|SSH_PRIVATE_KEY|DEPLOY_KEY|\w*PRIVATE_KEY|KAMAL_REGISTRY_PASSWORD|(?:POSTGRES|DB|DATABASE|MYSQL_ROOT|MYSQL)_PASSWORD|DATABASE_URL)$/;

/** Places on the internet that keep what anybody sends them. */
const DROPS =
  /webhook\.site|requestbin|pipedream|ngrok|pastebin|transfer\.sh|file\.io|0x0\.st|paste\.rs|termbin|burpcollaborator|oast\.|interact\.sh|beeceptor|hookbin|requestcatcher/;

const REGISTRIES =
  /^https:\/\/(?:api\.github\.com|ghcr\.io|hub\.docker\.com|auth\.docker\.io|(?:api|registry)\.digitalocean\.com|gitlab\.com|registry\.[\w.-]+)\//;

function keyIn(word: ShellWord, { by, to }: Shipment, { given }: Carried): Material | undefined {
  if (by === "copy") return undefined;
  const name = word.parts.flatMap((part) =>
    part.kind === "variable" && part.operator !== "length" && !/^:?\+$/.test(part.operator)
      ? [part.name]
      : [],
  );
  if (name.includes("KAMAL_REGISTRY_PASSWORD") && to.some((target) => REGISTRIES.test(textOfWord(target))))
    return undefined; // the registry's own programming interface takes it
  const isDrop = to.some((target) => DROPS.test(textOfWord(target)));
  const found = name.find((one) => {
    const secret = given.get(one) ?? one;
    return MASTER.test(secret) || (isDrop && /TOKEN|SECRET|PASSWORD|KEY/.test(secret));
  });
  return found === undefined ? undefined : { what: `the value of \`${found}\``, many: false };
}

/** What a pipe or a redirection brings. */
function fromInput(command: ShellCommand): Material | undefined {
  const printed = printedMaterial(feeders(command));
  if (printed) return printed;
  const inputs = [...command.redirections, ...command.surrounding].filter(({ operator }) =>
    operator.startsWith("<"),
  );
  for (const { target } of inputs) {
    const file = target && fileIn(textOfWord(target), { sent: [], sendsInput: true, to: [], by: "raw" });
    if (file) return file;
    const inside = target && printedMaterial(substitutedCommands(target));
    if (inside) return inside;
  }
  return undefined;
}

/** `base64 < config/master.key` */
function filesRead({ redirections }: ShellCommand): string[] {
  return redirections.flatMap(({ operator, target }) =>
    operator === "<" && target ? [textOfWord(target)] : [],
  );
}

const READS = /^(?:cat|tar|zip|base64|gzip|head|tail|xxd|openssl|gpg|find|sed|grep|awk|cp|jq|tr)$/;

function printedMaterial(commands: readonly ShellCommand[]): Material | undefined {
  for (const command of commands) {
    const { name = "", line } = commandLine(command);
    if (environmentDumpedBy(command)) return ENVIRONMENT;
    const elsewhere = printedElsewhere(command);
    if (elsewhere) return elsewhere;
    if (/^(?:kamal|mrsk) secrets print\b/.test(line))
      return { what: "secrets of .kamal/secrets", many: true };
    if (/^gpg --(?:export-secret|encrypt)|^(?:age|sops) -?e/.test(line)) return undefined;
    const read = [line, ...filesRead(command)].join(" < ");
    const isRead = name === "" || READS.test(name); // `$(<file)` has no name
    const file = isRead && !/--exclude/.test(line) ? fileNamed(read) : undefined;
    if (file) return file;
    const nested = REPEATS.test(name) ? command.arguments.flatMap(substitutedCommands) : [];
    const inside = nested.length > 0 ? printedMaterial(nested) : undefined;
    if (inside) return inside;
  }
  return undefined;
}

/** `ssh host 'cat .kamal/apps/…'`, `kamal app exec env`: what the program there prints comes here. */
function printedElsewhere(command: ShellCommand): Material | undefined {
  const [told] = carriedTexts(command).filter(({ runsOn }) => runsOn === "remote" || runsOn === "container");
  const line = (told?.parts ?? []).map((parts) => textOfWord({ parts })).join(" ");
  if (/^(?:sudo )?(?:env|printenv)(?: *\|.*)?$/.test(line)) return ENVIRONMENT;
  const [name = ""] = line.split(" ", 1);
  return READS.test(name) ? fileNamed(line) : undefined;
}

function fileNamed(text: string): Material | undefined {
  const found = FILES.find(({ path }) => path.test(text));
  return found && { what: found.what, many: /^secrets|^SSH keys|^credentials/.test(found.what) };
}

const REPEATS = /^(?:echo|printf|base64)$/;
