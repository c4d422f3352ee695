/** Commands that run another command given as their arguments: `sudo -u app bash`, `env A=b ruby`, `nohup sh`. */
import { commandName, type ShellCommand, type ShellWord } from "./shell-script.ts";

/** What a command line really runs, with wrappers peeled off. */
export interface Invocation {
  /** Literal name without folder; undefined when it is decided at run time. */
  readonly name: string | undefined;
  readonly arguments: readonly ShellWord[];
  /** Wrappers that were peeled off, outermost first. */
  readonly through: readonly string[];
}

/** Options of a wrapper that take a separate value. */
const VALUE_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  sudo: ["-u", "-g", "-C", "-D", "-h", "-p", "-r", "-t", "-U", "--user", "--group"],
  doas: ["-u", "-C"],
  env: ["-u", "-C", "-S", "--unset", "--chdir"],
  nice: ["-n"],
  timeout: ["-k", "-s", "--signal", "--kill-after"],
  xargs: ["-I", "-n", "-P", "-L", "-d", "-a", "-E", "-s"],
  command: [],
  exec: ["-a"],
  nohup: [],
  time: ["-f", "-o"],
  builtin: [],
  setsid: [],
  stdbuf: ["-i", "-o", "-e"],
};

/** Positional arguments of a wrapper before the wrapped command: the duration of `timeout`. */
const LEADING_ARGUMENTS: Readonly<Record<string, number>> = { timeout: 1 };

/** Peels wrappers off a command. */
export function invocationOf(command: ShellCommand): Invocation {
  let name = commandName(command);
  let words = command.arguments;
  const through: string[] = [];
  while (name !== undefined && Object.hasOwn(VALUE_OPTIONS, name)) {
    const rest = afterOptions(name, words);
    if (rest.length === 0) break;
    through.push(name);
    name = rest[0]?.literal?.replace(/^.*\//, "");
    words = rest.slice(1);
  }
  return { name, arguments: words, through };
}

function afterOptions(wrapper: string, words: readonly ShellWord[]): readonly ShellWord[] {
  const taking = VALUE_OPTIONS[wrapper] ?? [];
  let index = 0;
  while (index < words.length) {
    const text = words[index]?.literal ?? "";
    if (text === "--") return words.slice(index + 1);
    if (taking.includes(text)) index += 2;
    else if (text.startsWith("-") || (wrapper === "env" && /^\w+=/.test(text))) index += 1;
    else break;
  }
  return words.slice(index + (LEADING_ARGUMENTS[wrapper] ?? 0));
}
