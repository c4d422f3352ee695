/** Where the text that commands print comes from. */
import type { ShellCommand, ShellWord } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import type { Place } from "../../../source/source-text.ts";
import { isDownload } from "./downloads.ts";

/**
 * `constant` is spelled out in the repository or settled by the machine; `unknown` is a variable of the environment or the
 * output of some program; `given` is chosen for each run: arguments, answers, file names, hosts; `outside` can be chosen by
 * people outside the team.
 */
export type Origin = "constant" | "unknown" | "given" | "outside";

/** A value's origin and, unless it is constant, what brought it in where. */
export interface Flow {
  readonly origin: Origin;
  readonly source: FlowSource | undefined;
}

/** The place where a value enters the script. */
export interface FlowSource {
  /** For a message: `$1`, `git log`, `KAMAL_PERFORMER`. */
  readonly what: string;
  readonly at: Place;
  /** True for names of branches and tags, in which Git allows neither blanks nor wildcards. */
  readonly isRef: boolean;
}

/** What needs no further thought. */
export const CONSTANT: Flow = { origin: "constant", source: undefined };

const ORDER: readonly Origin[] = ["constant", "unknown", "given", "outside"];

/** The most dangerous of several; `constant` for none. */
export function worst(flows: readonly Flow[]): Flow {
  return flows.reduce(
    (found, flow) => (ORDER.indexOf(flow.origin) > ORDER.indexOf(found.origin) ? flow : found),
    CONSTANT,
  );
}

/** Programs whose output is about this machine or a name, never free text. */
const FACTS =
  /^(?:date|whoami|hostname|id|uname|pwd|nproc|mktemp|wc|which|type|arch|tty|stat|seq|dirname|cd|true|false|:|test|\[|sha\d*sum|md5sum|shasum|base64|uuidgen|openssl)$/;

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
  const enters = (origin: Origin, what = name, isRef = false): Flow => ({
    origin,
    source: { what: `\`${what === "" ? "a command" : what}\``, at: command, isRef },
  });
  if (isDownload(command)) return enters("outside");
  if (name === "git") return gitFlow(words, enters);
  if (name === "gh" || name === "glab") return proposalFlow(words, enters);
  if (/^(?:find|ls|fd)$/.test(name)) return enters("given");
  if (FACTS.test(name) || isOwnProgram(command, flowOf)) return CONSTANT;
  if (name === "printf") return worst(reachingPrint(words).map(flowOf));
  const inputs = command.redirections.flatMap(({ target }) => target ?? []);
  const read = command.redirections.flatMap(({ operator, target }) => (operator === "<" && target) || []);
  const contents = [...(READS_FILES.test(name) ? words : []), ...read].map(contentOf);
  if (command.name === undefined && read.length > 0) return worst([enters("unknown"), ...contents]);
  if (!PASSING.test(name)) return enters("unknown");
  const texts = [...[...words, ...inputs].map(flowOf), ...contents];
  const documents = command.redirections.flatMap(({ heredoc }) => (heredoc ? [flowOf(heredoc)] : []));
  return worst([...texts, ...documents]);
}

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

/** `git log`, `git branch` and their like print what the author of a commit wrote; a commit id is nobody's choice. */
function gitFlow(
  words: readonly ShellWord[],
  enters: (origin: Origin, what?: string, isRef?: boolean) => Flow,
): Flow {
  const texts = words.map((word) => word.literal ?? "");
  const [verb = ""] = texts.filter((text) => !text.startsWith("-"));
  const what = `git ${verb}`.trim();
  if (verb === "rev-parse") return texts.includes("--abbrev-ref") ? enters("outside", what, true) : CONSTANT;
  if (/^(?:rev-list|hash-object|merge-base)$/.test(verb)) return CONSTANT;
  if (/^(?:remote|status)$/.test(verb)) return enters("unknown", what);
  if (/^(?:log|show)$/.test(verb))
    return texts.some((text) => /^--(?:format|pretty)=(?:format:)?["']?%[hHct]t?["']?$/.test(text))
      ? CONSTANT
      : enters("outside", what);
  if (/^(?:branch|tag|describe|symbolic-ref|for-each-ref|ls-remote|name-rev)$/.test(verb))
    return enters("outside", what, true);
  return enters(/^(?:config|ls-files|diff)$/.test(verb) ? "outside" : "unknown", what);
}

/** `gh pr view --json title` prints what the author of the pull request wrote. */
function proposalFlow(
  words: readonly ShellWord[],
  enters: (origin: Origin, what?: string, isRef?: boolean) => Flow,
): Flow {
  const texts = words.map((word) => word.literal ?? "");
  const [noun = "", verb = ""] = texts;
  if (!/^(?:pr|mr|issue)$/.test(noun) || !/^(?:view|list|status)$/.test(verb)) return enters("unknown");
  const line = texts.join(" ");
  const isFree = /title|body|comments|author|labels/i.test(line) || !line.includes("json");
  const isNumber = !isFree && !/headRefName|headRepository|milestone|files/.test(line);
  return isNumber
    ? CONSTANT
    : enters("outside", `${words[0]?.literal === "mr" ? "glab" : "gh"} ${noun} ${verb}`, !isFree);
}

/** The last program of a pipeline that leaves no character the shell could misread: `tr -cd a-z0-9`, `printf %q`, `jq @sh`. */
export function makesHarmless(command: ShellCommand | undefined): boolean {
  if (!command) return false;
  const { name = "", arguments: words } = invocationOf(command);
  const line = words.map((word) => word.literal ?? "$").join(" ");
  if (name === "tr") return leavesFewCharacters(line);
  if (name === "sed") return /s(.)\[\^[\w.:\-[\] ]+\]\+?\1[-_]?\1g/.test(line);
  if (name === "printf") return /^(?:-- )?['"]?%q/.test(line);
  if (name === "grep") return /^-\w*o\w* /.test(line) && !/\.[*+]|\[\^/.test(line);
  if (name === "jq" || name === "gh") return line.includes("@sh");
  return /^(?:sha\d*sum|md5sum|shasum|base64|wc|getopt)$/.test(name);
}

/** `-cd a-z0-9` deletes all others, `-c a-z0-9 -` puts dashes in their place. */
function leavesFewCharacters(line: string): boolean {
  if (/^-(?:[cC]s?|s[cC]) [\w.:@\\-]+ [\w.-]$/.test(line)) return true;
  return /^-(?:cd|dc)\b/.test(line) && !/[`$;&|<>()"'\\]/.test(line.replace(/\\[nt-]/g, ""));
}
