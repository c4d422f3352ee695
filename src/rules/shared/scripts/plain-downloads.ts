/** Programs and packages that come over plain HTTP. */
import type { ShellCommand, ShellWord } from "../../../documents/shell/shell-script.ts";
import type { Problem } from "../../../engine/rule.ts";
import { commandLine, placeOf, textOfWord } from "./command-line.ts";
import { lowerInContainer } from "./script-files.ts";
import { isNear } from "./unchecked-certificates.ts";

/** Their addresses. */
const PROGRAM =
  /^http:\/\/([\w.-]+)\S*\.(?:sh|bash|deb|rpm|tgz|tar\.(?:gz|xz|bz2|zst)|zip|gz|xz|bin|run|AppImage|exe|jar|whl|gem|py|rb|js|gpg|asc)(?:[?#].*)?$/i;

/** `-o /usr/local/bin/tool`, `-o tmp/bin/tool` */
function isProgramPath(word: ShellWord): boolean {
  return /^(?:[\w.$~-]*\/){0,8}s?bin\/[\w.-]+$/.test(textOfWord(word));
}

const MANAGERS = /^(?:npm|yarn|pnpm|bun|pip[\d.]*|uv|python[\d.]*|gem|bundle)$/;

/** Where package managers are told to fetch programs from. */
const REGISTRY =
  /^(?:(?:npm|yarn|pnpm|bun) .*\bregistry[ =]|(?:pip[\d.]*|uv|python[\d.]* -m pip) .*(?:--(?:extra-)?index-url|-i|--find-links|index-url)[ =]|gem .*(?:--source|-s|--add|-a)[ =]|bundle (?:config|install) .*(?:mirror\.\S+|--source)[ =])["']?http:\/\/([\w.-]+)/;

/** The problem of a command that fetches one. */
export function plainDownload(command: ShellCommand): Problem | undefined {
  const { name = "", arguments: words, line } = commandLine(command);
  const registry = MANAGERS.test(name) ? REGISTRY.exec(line)?.[1] : undefined;
  if (registry !== undefined && !isNear(registry)) {
    const message =
      "Packages come over plain HTTP here, so anyone on the way can replace the programs in them.";
    const at = placeOf(command, /^(?:--[\w-]+=)?http:/);
    return { at, subject: registry, severity: lowerInContainer("high", command), message };
  }
  if (!/^(?:curl|wget|aria2c|fetch|http)$/.test(name)) return undefined;
  const pattern = words.some(isProgramPath) ? /^http:\/\/([\w.-]+)/i : PROGRAM;
  const word = words.find((one) => pattern.test(textOfWord(one)));
  const host = word && pattern.exec(textOfWord(word))?.[1];
  if (!word || host === undefined || isNear(host)) return undefined;
  const at = placeOf(command, pattern);
  const message = "A program comes over plain HTTP here, so anyone on the way can replace it.";
  return { at, subject: host, severity: lowerInContainer("high", command), message };
}
