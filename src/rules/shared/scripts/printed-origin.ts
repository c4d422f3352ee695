/** Where the text that commands print comes from. */
import { redirectedFiles } from "../../../documents/shell/input-files.ts";
import type { ShellCommand, ShellWord } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { isDownload } from "./downloads.ts";
import { CONSTANT, type Enters, type Flow, worst } from "./flow.ts";
import { fitsOnlyWords, isSetOfWords } from "./kept-characters.ts";
import { gitFlow, proposalFlow } from "./repository-texts.ts";

/** Programs whose output is about this machine or a name, never free text. */
const FACTS =
  /^(?:date|whoami|hostname|ip|ifconfig|route|getent|uptime|id|uname|pwd|nproc|mktemp|wc|which|type|arch|tty|stat|seq|dirname|cd|true|false|:|test|\[|sha\d*sum|md5sum|shasum|base64|uuidgen|openssl)$/;

/** Programs that print their arguments or their input, changed or not. */
const PASSING =
  /^(?:echo|printf|tr|sed|cut|awk|gawk|head|tail|sort|uniq|grep|egrep|xargs|tee|rev|fold|column|paste|basename|realpath|readlink|jq|yq|envsubst|cat|gunzip|zcat|gzip|bunzip2|xxd)$/;

/** Tells the flow of a word. */
type FlowOfWord = (word: Pick<ShellWord, "parts">) => Flow;

/** Tells the flow of what a function of the script prints; undefined for anything else. */
export type OutputOf = (name: string) => Flow | undefined;

/** Tells the flow of what the script has written into the file that a word names. */
export type ContentOf = FlowOfWord;

/** The flow of what a substitution's commands print; `flowOf` tells that of their words. */
export function printedFlow(
  commands: readonly ShellCommand[],
  flowOf: FlowOfWord,
  outputOf: OutputOf = () => undefined,
  contentOf: ContentOf = () => CONSTANT,
): Flow {
  return worst(
    afterHarmless(commands).map(
      (command) => outputOf(command.name?.literal ?? "") ?? commandFlow(command, flowOf, contentOf),
    ),
  );
}

/** The commands behind the last one of the pipeline that leaves nothing dangerous: `grep -o '[a-z]*' | head -1`. */
function afterHarmless(commands: readonly ShellCommand[]): readonly ShellCommand[] {
  if (makesHarmless(commands.at(-1))) return [];
  const pipeline = commands.at(-1)?.stages.at(-1)?.pipeline;
  if (!pipeline || commands.some(({ stages }) => stages.at(-1)?.pipeline !== pipeline)) return commands;
  return commands.slice(commands.findLastIndex(makesHarmless) + 1);
}

/** Those of them that read the files they are told. */
const READS_FILES =
  /^(?:tr|sed|cut|awk|gawk|head|tail|sort|uniq|grep|egrep|rev|fold|column|paste|jq|yq|cat)$/;

function commandFlow(command: ShellCommand, flowOf: FlowOfWord, contentOf: ContentOf): Flow {
  const { name = "", arguments: words } = invocationOf(command);
  const enters: Enters = (origin, what = name, isRef = false) => ({
    origin,
    source: { what: `\`${what === "" ? "a command" : what}\``, at: command, isRef },
  });
  if (isDownload(command)) return enters("outside");
  if (name === "git") return gitFlow(words, enters);
  if (name === "gh" || name === "glab") return proposalFlow(words, enters);
  if (/^(?:find|ls|fd)$/.test(name) || asks(command)) return enters("given");
  if (printsIds(command)) return CONSTANT;
  if (FACTS.test(name) || isOwnProgram(command, flowOf)) return CONSTANT;
  if (name === "printf") return worst(reachingPrint(words).map(flowOf));
  const inputs = command.redirections.flatMap(({ target }) => target ?? []);
  const read = redirectedFiles(command);
  const contents = [...(READS_FILES.test(name) ? words : []), ...read].map(contentOf);
  if (command.name === undefined && read.length > 0) return worst([enters("unknown"), ...contents]);
  if (!PASSING.test(name)) return enters("unknown");
  const texts = [...[...printedWords(name, words), ...inputs].map(flowOf), ...contents];
  const documents = command.redirections.flatMap(({ heredoc }) => (heredoc ? [flowOf(heredoc)] : []));
  return worst([...texts, ...documents]);
}

/** What `grep` looks for it prints only where a line has it. */
function printedWords(name: string, words: readonly ShellWord[]): readonly ShellWord[] {
  if (
    !/^[ef]?grep$/.test(name) ||
    words.some(({ literal }) => /^-\w*[ef]$|^--(?:regexp|file)/.test(literal ?? ""))
  )
    return words;
  const pattern = words.find(({ literal }) => !literal?.startsWith("-"));
  return words.filter((word) => word !== pattern);
}

/** Programs that ask a person, and those that print what they are fed from outside the script. */
function asks(command: ShellCommand): boolean {
  const { name = "", arguments: words } = invocationOf(command);
  const [read] = command.redirections.filter(({ operator }) => operator.startsWith("<"));
  if (read?.target?.literal === "/dev/stdin") return true;
  const isFed = read !== undefined || command.stages.length > 0;
  return ASKING.test(name) || (name === "cat" && words.length === 0 && !isFed);
}

const ASKING = /^(?:whiptail|dialog|gum|fzf|zenity|kdialog|osascript)$/;

/** Nobody asks for ids on a longer one, and the pattern below looks at each of its words again and again. */
const LONGEST_LINE = 2_000;

/** `docker ps -q` and `docker ps --format '{{.Names}}'`, here or on a server. */
function printsIds(command: ShellCommand): boolean {
  const { name = "", arguments: words } = invocationOf(command);
  const line = [name, ...words.map(({ literal }) => literal ?? "$")].join(" ").slice(0, LONGEST_LINE);
  const [, options = ""] =
    /^(?:ssh (?:\S+ )*)?(?:docker|podman) (?:container )?(?:ps|ls|images|image ls) ([^;&`\n]*)$/.exec(line) ??
    [];
  const [listed = "", ...taken] = options.split("|");
  return SHOWS_IDS.test(listed) && taken.every((next) => /^ ?(?:head|tail|sort|uniq|wc|cut)\b/.test(next));
}

/** Ids, and the names of containers, in which Docker allows no character that means something to a shell. */
const SHOWS_IDS = /(?:^| )-\w*q\b|--format[ =]["']?\{\{ ?\.(?:Names|ID) ?\}\}["']? ?$/;

/** The arguments of printf that are printed as they are: `%q` quotes them, `%d` takes only numbers. */
function reachingPrint(words: readonly ShellWord[]): readonly ShellWord[] {
  const given = words[0]?.literal === "-v" ? words.slice(2) : words;
  const [format, ...values] = given[0]?.literal === "--" ? given.slice(1) : given;
  if (format?.literal === undefined) return words;
  const kinds = [
    ...format.literal.matchAll(/%(?:%|[-+ #0]*[\d*]*(?:\.[\d*]+)?(?:\(.*?\))?([a-zA-Z]))/g),
  ].flatMap((match) => match[1] ?? []);
  return values.filter((_, index) => !/^[qdiuoxXc]$/.test(kinds[index % Math.max(1, kinds.length)] ?? "s"));
}

/** Programs of the repository were reviewed with it: `./bin/env`, `ruby "$(dirname "$0")/env"`, `bundle exec push-dev`. */
function isOwnProgram(command: ShellCommand, flowOf: FlowOfWord): boolean {
  const { name = "", arguments: words, through } = invocationOf(command);
  if (through.includes("bundle")) return true;
  const program = /^(?:ruby|python3?|node|sh|bash)$/.test(name) ? words[0] : command.name;
  if (program?.literal !== undefined) return /^(?:\.{1,2}\/|bin\/|scripts?\/)/.test(program.literal);
  return program !== undefined && flowOf(program).origin === "constant";
}

/** The last program of a pipeline that leaves no character the shell could misread: `tr -cd a-z0-9`, `printf %q`, `jq @sh`. */
export function makesHarmless(command: ShellCommand | undefined): boolean {
  if (!command) return false;
  const { name = "", arguments: words } = invocationOf(command);
  const line = words.map((word) => word.literal ?? "$").join(" ");
  if (name === "tr") return leavesFewCharacters(line);
  if (name === "sed") return /s(.)\[\^[\w.:@%+=,\-[\] ]+\]\+?\1[-_]?\1g/.test(line);
  if (name === "printf") return /^(?:-- )?['"]?%q/.test(line);
  if (name === "grep") return /^-\w*o\w* /.test(line) && fitsOnlyWords(line);
  if (name === "jq" || name === "gh") return line.includes("@sh");
  return /^(?:sha\d*sum|md5sum|shasum|base64|wc|getopt)$/.test(name);
}

/** `-cd a-z0-9` deletes all others, `-c a-z0-9 -` puts dashes in their place. */
function leavesFewCharacters(line: string): boolean {
  if (/^-(?:[cC]s?|s[cC]) [\w.:@\\-]+ [\w.-]$/.test(line)) return true;
  const [start] = /^-(?:cd|dc)\b ?/.exec(line) ?? [];
  return start !== undefined && isSetOfWords(line.slice(start.length));
}
