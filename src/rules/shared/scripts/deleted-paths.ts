/** The paths that commands delete with everything below them. */
import { laterStages, type ShellCommand, type ShellWord } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { textOfWord } from "./command-line.ts";

/** True for a command that may delete. */
export function mayDelete(command: ShellCommand): boolean {
  return DELETES.test(invocationOf(command).name ?? "");
}

const DELETES = /^(?:rm|dd|rsync|find|mkfs(?:\.\w+)?)$/;

/** The paths that are deleted with everything below them. */
export function deletedPaths(command: ShellCommand): readonly ShellWord[] {
  const { name, arguments: words } = invocationOf(command);
  if (name === "rm") {
    const isDeep = words.some(({ literal = "" }) => /^-[a-zA-Z]*[rR]|^--recursive$/.test(literal));
    return isDeep ? words.filter(({ literal = "" }) => !literal.startsWith("-")) : [];
  }
  if (name === "dd")
    return words.filter((word) => /^of=\/dev\/(?:sd|nvme|vd|xvd|hd|disk)/.test(textOfWord(word)));
  if (/^mkfs(?:\.\w+)?$/.test(name ?? "")) return words.slice(-1);
  if (name === "rsync")
    return words.some(({ literal }) => /^--delete/.test(literal ?? ""))
      ? words.slice(-1).map(behindHost)
      : [];
  const line = words.map(textOfWord).join(" ");
  if (name !== "find" || !(/ -delete\b| -exec(?:dir)? (?:sudo )?rm\b/.test(line) || feedsDeletion(command)))
    return [];
  const isNarrowed = /-(?:i?name|i?path|regex|mtime|mmin|empty)\b/.test(line);
  const first = words.slice(0, 1);
  return isNarrowed ? first.filter(({ literal }) => literal === undefined || literal === "/") : first;
}

/** The path in `deploy@web:$DOCROOT/`. */
function behindHost(word: ShellWord): ShellWord {
  const at = word.parts.findIndex((part) => part.kind === "literal" && /[:/]/.test(part.text));
  const part = word.parts[at];
  const host = part?.kind === "literal" ? /^[^/]*?:/.exec(part.text)?.[0] : undefined;
  if (part?.kind !== "literal" || host === undefined) return word;
  const rest = { ...part, text: part.text.slice(host.length) };
  const parts = [...(rest.text === "" ? [] : [rest]), ...word.parts.slice(at + 1)];
  const literal = parts.every(({ kind }) => kind === "literal") ? textOfWord({ parts }) : undefined;
  return { ...word, parts, literal };
}

/** `find "$DIR" -mtime +7 | xargs rm -rf` */
function feedsDeletion(command: ShellCommand): boolean {
  const next = laterStages(command).flat();
  return next.some((one) => {
    const { name, through } = invocationOf(one);
    return name === "rm" && through.includes("xargs");
  });
}
