/** Commands that unpack archives. */
import type { ShellCommand } from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import { commandLine, textOfWord } from "./command-line.ts";

/** True for a command that does. */
export function unpacks(command: ShellCommand): boolean {
  const { name = "", line } = commandLine(command);
  const isTar =
    /^(?:bsd)?tar$/.test(name) && /^\S+ (?:-?[a-zA-Z]*x|(?:.* )?--(?:extract|get)\b|.* -\w*x)/.test(line);
  return isTar || name === "unzip" || name === "cpio";
}

/** The words of such a command, one of which names the archive. */
export function archivesUnpackedBy(command: ShellCommand): string[] {
  return unpacks(command) ? commandLine(command).arguments.map(spelling) : [];
}

/** What a command names to be taken out of the archive, without wildcards: `tar -xzf tool.tgz -C /opt tool`; else none. */
export function filesTakenBy(command: ShellCommand): string[] {
  const { name, arguments: words } = commandLine(command);
  const texts = words.map(textOfWord);
  const named = texts.filter((text, index) => {
    const before = texts[index - 1] ?? "";
    const isBundle = index === 0 && name !== "unzip" && /^[a-zA-Z]+$/.test(text); // `tar xzf`, behind which the archive stands
    const isArchive = index === 1 && name !== "unzip" && /^[a-zA-Z]*f$/.test(before);
    return !text.startsWith("-") && !isBundle && !isArchive && !TAKES_VALUE.test(before);
  });
  const files = name === "unzip" ? named.slice(1) : named;
  const isPlain = files.every((file) => /^[\w./@+-]+$/.test(file) && !/^\.\/?$|\.\./.test(file));
  return name !== "cpio" && isPlain && texts.every(isKnownOption) ? files : [];
}

/** Behind others may stand a value that looks like a file. */
function isKnownOption(text: string): boolean {
  return !text.startsWith("-") || KNOWN.test(text);
}

const KNOWN =
  /^(?:-|-[xzjJvpfoqnkmaCdT]{1,8}|--(?:file|directory|strip-components|exclude|transform|files-from|one-top-level|extract|get|gzip|gunzip|bzip2|xz|zstd|verbose|overwrite|wildcards|no-same-owner)(?:=.*)?)$/;

const TAKES_VALUE =
  /^(?:-[a-zA-Z]*[fCdT]|--(?:file|directory|strip-components|exclude|transform|files-from|one-top-level))$/;

/** What the paths of the unpacked files start with, as far as the command tells: the folder it names, or the archive's name. */
export function foldersUnpackedTo(command: ShellCommand, archive: string): string[] {
  const { arguments: words } = commandLine(command);
  const at = words.findIndex(({ literal }) => /^(?:-C|-d|--directory)$/.test(literal ?? ""));
  const folder = words[at + 1];
  if (at >= 0 && folder) return [`${textOfWord(folder).replace(/\/$/, "")}/`];
  const stem = archive.replace(/^.*\//, "").replace(/(?:\.tar)?\.\w+$/, "");
  return /^[\w.-]{2,}$/.test(stem) ? [stem] : [];
}
