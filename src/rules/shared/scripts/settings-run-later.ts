/**
 * Texts that are no program where they stand, but become one: the lines of a crontab, prompts, the commands that ssh, rsync and git
 * are told to connect with. Settings of the script's own are meant to stand there.
 */
import type { ShellCommand, ShellWord } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { textOfWord } from "./command-line.ts";
import { type EvaluatedText, inputTexts } from "./evaluated-texts.ts";

/** One such text. */
export interface TextOfSetting extends EvaluatedText {
  /** What a value must be at least for it to be wrong there; an address or a port of one's own is not. */
  readonly needs: "given" | "outside";
}

/** Those of a command. */
export function textsOfSettings(command: ShellCommand): TextOfSetting[] {
  const { name = "" } = invocationOf(command);
  const prompted = prompts(command).map((word) => textOf(word, "`@P`", "given"));
  if (!TAKES_SETTINGS.test(name)) return prompted;
  const others = SCHEDULES.test(name)
    ? scheduled(command).map((word) => textOf(word, name === "crontab" ? "cron" : name, "given"))
    : [...connections(command, name), ...programOfAwk(command, name)].map((word) =>
        textOf(word, name, "outside"),
      );
  return [...prompted, ...others];
}

function textOf(word: ShellWord, by: string, needs: TextOfSetting["needs"]): TextOfSetting {
  return { word, by, needs, splices: false };
}

/** `"${TEMPLATE@P}"` expands what it holds like a prompt, with all substitutions. */
function prompts({ arguments: words }: ShellCommand): ShellWord[] {
  return words.filter(({ parts }) =>
    parts.some((part) => part.kind === "variable" && part.operator === "@P"),
  );
}

const TAKES_SETTINGS = /^(?:crontab|at|batch|[gmn]?awk|ssh|scp|sftp|rsync|git)$/;

const SCHEDULES = /^(?:crontab|at|batch)$/;

/** What `crontab -` and `at now` are fed. */
function scheduled(command: ShellCommand): ShellWord[] {
  const { name, arguments: words } = invocationOf(command);
  const reads = name === "crontab" ? words.every(isOption) : !words.some(({ literal }) => literal === "-f");
  return reads ? inputTexts(command).filter(({ literal }) => literal === undefined) : [];
}

function isOption({ literal = "" }: ShellWord): boolean {
  return literal.startsWith("-");
}

/** `awk "/$branch/ { print }"`: what `awk` runs can call programs. */
function programOfAwk(command: ShellCommand, name: string): ShellWord[] {
  if (!/^[gmn]?awk$/.test(name)) return [];
  const { arguments: words } = invocationOf(command);
  const program = words.find(
    (word, index) => !isOption(word) && !/^-[vFf]$/.test(words[index - 1]?.literal ?? ""),
  );
  return program && program.literal === undefined ? [program] : [];
}

/** `-o ProxyCommand=…`, `rsync -e …`, `git -c core.sshCommand=…` */
function connections(command: ShellCommand, name: string): ShellWord[] {
  if (!/^(?:ssh|scp|sftp|rsync|git)$/.test(name)) return [];
  const { arguments: words } = invocationOf(command);
  return words.filter((word, index) => {
    if (word.literal !== undefined) return false;
    if (name === "rsync") return /^(?:-[a-zA-Z]*e|--rsh)$/.test(words[index - 1]?.literal ?? "");
    return CONNECTS.test(textOfWord(word));
  });
}

const CONNECTS =
  /^(?:-o)?(?:ProxyCommand|LocalCommand|KnownHostsCommand)[= ]|^core\.(?:sshCommand|gitProxy)=/i;
