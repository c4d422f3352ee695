/** Where the text that commands print comes from. */
import type { ShellCommand, ShellWord } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { isDownload } from "./downloads.ts";

/**
 * `constant` is spelled out in the repository or settled by the machine; `outside` can be chosen by people outside the team;
 * `unknown` is neither for sure: a variable of the environment, an argument of the person who starts the script.
 */
export type Origin = "constant" | "unknown" | "outside";

const ORDER: readonly Origin[] = ["constant", "unknown", "outside"];

/** The most dangerous of several; `constant` for none. */
export function worst(origins: readonly Origin[]): Origin {
  return ORDER.findLast((origin) => origins.includes(origin)) ?? "constant";
}

/** Programs whose output is about this machine or a name, never free text. */
const FACTS =
  /^(?:date|whoami|hostname|id|uname|pwd|nproc|mktemp|wc|which|type|arch|tty|stat|seq|dirname|cd|true|false|:|test|\[|sha\d*sum|md5sum|shasum|base64|uuidgen)$/;

/** Programs that print their arguments or their input, changed or not. */
const PASSING =
  /^(?:echo|printf|tr|sed|cut|awk|gawk|head|tail|sort|uniq|grep|egrep|xargs|tee|rev|fold|column|paste|basename|realpath|readlink|jq|yq|envsubst|cat)$/;

/** The origin of what a substitution's commands print; `originOf` tells that of their words. */
export function printedOrigin(
  commands: readonly ShellCommand[],
  originOf: (word: ShellWord) => Origin,
): Origin {
  if (makesHarmless(commands.at(-1))) return "constant";
  return worst(commands.map((command) => commandOrigin(command, originOf)));
}

function commandOrigin(command: ShellCommand, originOf: (word: ShellWord) => Origin): Origin {
  const { name = "", arguments: words } = invocationOf(command);
  if (isDownload(command)) return "outside";
  if (name === "git") return gitOrigin(words);
  if (FACTS.test(name) || isOwnProgram(command, originOf)) return "constant";
  if (!PASSING.test(name)) return "unknown";
  const inputs = command.redirections.flatMap(({ target }) => target ?? []);
  const texts = [...words, ...inputs].map(originOf);
  const documents = command.redirections.flatMap(({ heredoc }) => heredoc?.parts ?? []);
  const expands = documents.some((part) => part.kind !== "literal");
  return worst([...texts, expands ? "unknown" : "constant"]);
}

/** Programs of the repository were reviewed with it: `./bin/env`, `ruby "$(dirname "$0")/env"`, `bundle exec push-dev`. */
function isOwnProgram(command: ShellCommand, originOf: (word: ShellWord) => Origin): boolean {
  const { name = "", arguments: words, through } = invocationOf(command);
  if (through.includes("bundle")) return true;
  const program = /^(?:ruby|python3?|node|sh|bash)$/.test(name) ? words[0] : command.name;
  if (program?.literal !== undefined) return /^(?:\.{1,2}\/|bin\/|scripts?\/)/.test(program.literal);
  return program !== undefined && originOf(program) === "constant";
}

/** `git log`, `git branch` and their like print what the author of a commit wrote; a commit id is nobody's choice. */
function gitOrigin(words: readonly ShellWord[]): Origin {
  const texts = words.map((word) => word.literal ?? "");
  const [verb = ""] = texts.filter((text) => !text.startsWith("-"));
  if (verb === "rev-parse") return texts.includes("--abbrev-ref") ? "outside" : "constant";
  if (/^(?:log|show)$/.test(verb))
    return texts.some((text) => /^--(?:format|pretty)=(?:format:)?["']?%[hHct]t?["']?$/.test(text))
      ? "constant"
      : "outside";
  return /^(?:branch|tag|describe|symbolic-ref|config|for-each-ref|ls-files|ls-remote|diff|name-rev)$/.test(
    verb,
  )
    ? "outside"
    : "unknown";
}

/** The last program of a pipeline that leaves no character the shell could misread: `tr -cd a-z0-9`, `printf %q`, `jq @sh`. */
export function makesHarmless(command: ShellCommand | undefined): boolean {
  if (!command) return false;
  const { name = "", arguments: words } = invocationOf(command);
  const line = words.map((word) => word.literal ?? "$").join(" ");
  if (name === "tr")
    return /^-(?:cd|dc)\b/.test(line) && !/[`$;&|<>()"'\\]/.test(line.replace(/\\[nt-]/g, ""));
  if (name === "sed") return /s(.)\[\^[\w.:\-[\] ]+\]\+?\1[-_]?\1g/.test(line);
  if (name === "printf") return /^['"]?%q/.test(line);
  if (name === "jq" || name === "gh") return line.includes("@sh");
  return /^(?:sha\d*sum|md5sum|shasum|base64|wc|getopt)$/.test(name);
}
