/** Texts that a program gets as a setting and hands to a shell later: `git -c core.sshCommand=…`, `ssh -o ProxyCommand=…`. */
import { valuesOf, withoutStart } from "./option-values.ts";
import type { ShellWord } from "./shell-script.ts";
import { type Invocation, leadingText } from "./wrappers.ts";

/** Settings of git whose text a shell gets; those of aliases and helpers only behind a `!`. */
const OF_GIT =
  /^(?:core\.(?:sshCommand|gitProxy|pager|editor|fsmonitor)|sequence\.editor|diff\.[\w-]+\.(?:command|textconv)|filter\.[\w-]+\.(?:clean|smudge|process)|(?:difftool|mergetool)\.[\w-]+\.cmd|(?=alias\.|credential\.)[\w.:/*-]+)$/i;

const OF_SSH = /^(?:-o ?)?(?:Proxy|Local|KnownHosts)Command[= ][ ]*/i;

const OF_TAR = /^--(?:checkpoint-action=exec|to-command|use-compress-program|rsh-command)=/;

/** The texts among the words of a command. */
export function settingTexts({ name, arguments: words }: Invocation): readonly ShellWord[] {
  switch (name) {
    case "git":
      return gitSettings(words);
    case "ssh":
    case "scp":
    case "sftp":
    case "autossh":
      return words.flatMap((word) => behind(word, OF_SSH));
    case "rsync":
      return valuesOf(words, /^(?:-[a-zA-Z]*e|--rsh)$/);
    case "tar":
      return words.flatMap((word) => behind(word, OF_TAR));
    default:
      return NONE;
  }
}

const NONE: readonly ShellWord[] = [];

/** Variables whose text programs give to a shell. */
export function isTextForShell(variable: string): boolean {
  return /^(?:GIT_(?:SSH_COMMAND|PROXY_COMMAND|EDITOR|SEQUENCE_EDITOR|PAGER|EXTERNAL_DIFF)|EDITOR|VISUAL|PAGER|PROMPT_COMMAND|RSYNC_RSH|LESSOPEN)$/.test(
    variable,
  );
}

/** `-c NAME=TEXT`, `config [--global] NAME TEXT` */
function gitSettings(words: readonly ShellWord[]): ShellWord[] {
  const isConfig = words.some(({ literal }) => literal === "config");
  return words.flatMap((word, index) => {
    const before = words[index - 1]?.literal ?? "";
    if (isConfig && OF_GIT.test(before)) return program(word, before);
    const [start, setting = ""] = before === "-c" ? (/^([^=]+)=/.exec(leadingText(word)) ?? []) : [];
    return start !== undefined && OF_GIT.test(setting)
      ? program(withoutStart(word, start.length), setting)
      : [];
  });
}

/** An alias without `!` is a command of git, a helper without it a name. */
function program(word: ShellWord, setting: string): ShellWord[] {
  return /^(?:alias|credential)\./i.test(setting) ? behind(word, /^!/) : [word];
}

function behind(word: ShellWord, start: RegExp): ShellWord[] {
  const [found] = start.exec(leadingText(word)) ?? [];
  return found === undefined ? [] : [withoutStart(word, found.length)];
}
