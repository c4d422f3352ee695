/** Commands of secrets files as what they come to: `sudo -u deploy /usr/bin/op read …` is `op read …`. */
import type { ShellCommand, ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";

/** A script with all its commands so. */
export function withPlainCommands(script: ShellScript): ShellScript {
  return { ...script, commands: script.commands.map(plainCommand) };
}

function plainCommand(command: ShellCommand): ShellCommand {
  const { arguments: words, through } = invocationOf(command);
  if (!command.name || command.standsFor) return command;
  const all = [command.name, ...command.arguments];
  const at = all.length - words.length - 1;
  const isPlain = through.every((name) => CHANGES_NOTHING.test(name)) && all.slice(0, at).every(isHarmless);
  const name = all[at];
  return isPlain && name ? { ...command, name: withoutFolder(name), arguments: words } : command;
}

/** Wrappers after which a command still does what its own words say. */
const CHANGES_NOTHING =
  /^(?:sudo|doas|env|command|exec|builtin|nice|ionice|nohup|time|timeout|stdbuf|setsid)$/;

/** A variable that makes a program load, start or ask something else is no setting. */
function isHarmless({ literal, parts: [first] }: ShellWord): boolean {
  const text = literal ?? (first?.kind === "literal" ? first.text : "");
  return !DIVERTS.test(text);
}

const DIVERTS =
  /^(?:LD_|DYLD_|PATH=|BASH_ENV=|ENV=|IFS=|SHELLOPTS=|HOME=|XDG_|PYTHON|RUBY|GEM_|BUNDLE_|NODE_|PERL|GIT_|SSH_|\w*(?:COMMAND|PROXY|PAGER|EDITOR|BROWSER|ADDR|ADDRESS|URL|HOST|ENDPOINT|SERVER|CACERT|BUNDLE|VERIFY)=)|^-(?:S|-split-string)/i;

/** Where systems keep their programs; in any other folder a name says nothing. */
function withoutFolder(word: ShellWord): ShellWord {
  const { literal } = word;
  return literal === undefined ? word : { ...word, literal: literal.replace(OF_THE_SYSTEM, "") };
}

const OF_THE_SYSTEM =
  /^\/(?:(?:usr\/(?:local\/)?|opt\/homebrew\/|home\/linuxbrew\/\.linuxbrew\/|snap\/)?s?bin)\/(?=[^/]+$)/;
