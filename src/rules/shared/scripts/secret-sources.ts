/** The environment, secrets files and keys, as commands read and print them. */

import { carriedTexts } from "../../../documents/shell/embedded-programs.ts";
import { redirectedFiles } from "../../../documents/shell/input-files.ts";
import { feeders, type ShellCommand, substitutedCommands } from "../../../documents/shell/shell-script.ts";
import { OF_TOOLS, OF_TOOLS_AT_HOME, UPLOADED } from "../secrets/secret-files.ts";
import { commandLine, textOfWord } from "./command-line.ts";
import { environmentDumpedBy } from "./dumped-environment.ts";
import { isDigested } from "./hidden-output.ts";
import type { Shipment } from "./shipments.ts";

/** What it is, for a message. */
export interface Material {
  readonly what: string;
  readonly many: boolean;
}

/** What `toJSON(secrets)` hands over. */
export const EVERYTHING: Material = { what: "every secret of the repository", many: false };

const ENVIRONMENT: Material = { what: "the whole environment", many: false };

const FILES: readonly { readonly path: RegExp; readonly what: string }[] = [
  {
    path: /(?:^|[\s/@=<])\.env(?:\.(?!example|sample|template|dist)[\w-]+)*(?:[\s;,*]|$)/,
    what: "secrets of an .env file",
  },
  { path: /\$\w*(?:ENV|SECRETS?|CREDENTIALS?)_FILE(?:\s|$)/, what: "secrets of a file of settings" },
  {
    path: /\.kamal\/secrets(?![\w/.-]*\.(?:example|sample|template|dist|tpl))|\.kamal\/?(?:\s|$)/,
    what: "secrets of .kamal/secrets",
  },
  {
    path: new RegExp(UPLOADED),
    what: "secrets that Kamal has uploaded",
  },
  { path: /\bmaster\.key\b|config\/credentials\/[\w.$]+\.key\b/, what: "the key of the Rails credentials" },
  {
    path: /\.ssh\/?(?:\s|$|\*)|\.ssh\/(?!known_hosts|config\b|authorized_keys|\w+\.pub)[\w*.-]+(?!\.pub)\b|\bid_(?:rsa|ed25519|ecdsa)(?!\.pub)\b/,
    what: "SSH keys",
  },
  {
    path: new RegExp(`${OF_TOOLS}\\b|\\.config/gh/|\\.gnupg\\b|\\.aws/?(?:\\s|$)|${OF_TOOLS_AT_HOME}`),
    what: "credentials of other tools",
  },
  { path: /\/proc\/(?:self|\d+|\$\w*)\/environ/, what: "the whole environment" },
  { path: /\/etc\/shadow\b/, what: "the passwords of the machine" },
];

/** What a pipe or a redirection brings. */
export function fromInput(command: ShellCommand): Material | undefined {
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
export function filesRead(command: ShellCommand): string[] {
  return redirectedFiles(command).map(textOfWord);
}

/** Programs that print what they read, in whatever form. */
export const READS = /^(?:cat|tar|zip|base64|gzip|head|tail|xxd|openssl|gpg|find|sed|grep|awk|cp|jq|tr)$/;

/** `docker cp app:/rails/config/master.key -` */
const READS_CONTAINER = /^(?:docker|podman|kubectl) cp \S+ -$/;

/** What commands print of it. */
export function printedMaterial(commands: readonly ShellCommand[]): Material | undefined {
  for (const command of commands) {
    const material = materialOf(command);
    if (material && !isDigested(command)) return material;
  }
  return undefined;
}

function materialOf(command: ShellCommand): Material | undefined {
  const { name = "", line } = commandLine(command);
  if (environmentDumpedBy(command)) return ENVIRONMENT;
  const elsewhere = printedElsewhere(command);
  if (elsewhere) return elsewhere;
  if (/^(?:kamal|mrsk) secrets print\b/.test(line)) return { what: "secrets of .kamal/secrets", many: true };
  if (/^(?:docker|podman) (?:container )?inspect (?!.*(?:-f|--format)\b)/.test(line))
    return { what: "the environment of a container", many: false };
  if (/^gpg2? (?:\S+ )*--export-secret-(?:sub)?keys?\b/.test(line))
    return { what: "secret keys of GnuPG", many: true };
  if (/^gpg --encrypt|^(?:age|sops) -?e/.test(line)) return undefined;
  const read = [line, ...filesRead(command)].join(" < ");
  const isRead = name === "" || READS.test(name) || READS_CONTAINER.test(line); // `$(<file)` has no name
  const file = isRead && !/--exclude/.test(line) ? fileNamed(read) : undefined;
  return (
    file ?? (REPEATS.test(name) ? printedMaterial(command.arguments.flatMap(substitutedCommands)) : undefined)
  );
}

/** `ssh host 'cat .kamal/apps/…'`, `kamal app exec env`: what the program there prints comes here. */
function printedElsewhere(command: ShellCommand): Material | undefined {
  const [told] = carriedTexts(command).filter(({ runsOn }) => runsOn === "remote" || runsOn === "container");
  const line = (told?.parts ?? []).map((parts) => textOfWord({ parts })).join(" ");
  if (/^(?:sudo )?(?:env|printenv)(?: *\|.*)?$/.test(line)) return ENVIRONMENT;
  const [name = ""] = line.split(" ", 1);
  return READS.test(name) ? fileNamed(line) : undefined;
}

/** What a text names a file of. */
export function fileNamed(text: string): Material | undefined {
  const found = FILES.find(({ path }) => path.test(text));
  return found && { what: found.what, many: /^secrets|^SSH keys|^credentials/.test(found.what) };
}

const REPEATS = /^(?:echo|printf|base64)$/;

/** What a word names a file of; of an HTTP request, only behind an `@`. */
export function fileIn(text: string, { by }: Shipment): Material | undefined {
  if (by === "http" && !/@|=<|^[\w./~$*-]+$/.test(text)) return undefined;
  return fileNamed(by === "http" ? text.replace(/^[^@<]*[@<]/, "@") : text);
}
