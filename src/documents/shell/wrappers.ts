/** Commands that run another command given as their arguments: `sudo -u app bash`, `env A=b ruby`, `nohup sh`. */
import { onceFor } from "../../source/once-for.ts";
import type { ShellCommand, ShellWord } from "./shell-script.ts";

/** What a command line really runs, with wrappers peeled off. */
export interface Invocation {
  /** Literal name without folder; undefined when it is decided at run time. */
  readonly name: string | undefined;
  readonly arguments: readonly ShellWord[];
  /** Wrappers that were peeled off, outermost first. */
  readonly through: readonly string[];
}

interface Wrapper {
  /** Options that take a separate value. */
  readonly values?: readonly string[];
  /** Positional arguments before the wrapped command: the duration of `timeout`. */
  readonly leading?: number;
  /** The first argument that makes it a wrapper: `bundle exec`. */
  readonly verb?: RegExp;
  /** Takes `NAME=value` before the command. */
  readonly assigns?: true;
  /** Options that make it something else: `command -v` looks a name up. */
  readonly unless?: RegExp;
}

const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: {
    values: ["-u", "-g", "-C", "-D", "-h", "-p", "-r", "-t", "-U", "--user", "--group"],
    assigns: true,
  },
  doas: { values: ["-u", "-C"] },
  env: { values: ["-u", "-C", "--unset", "--chdir"], assigns: true },
  nice: { values: ["-n"] },
  ionice: { values: ["-c", "-n"] },
  timeout: { values: ["-k", "-s", "--signal", "--kill-after"], leading: 1 },
  xargs: { values: ["-I", "-n", "-P", "-L", "-d", "-a", "-E", "-s", "--max-args", "--max-procs"] },
  command: { unless: /^-[vV]/ },
  exec: { values: ["-a"] },
  nohup: {},
  time: { values: ["-f", "-o"] },
  builtin: {},
  setsid: {},
  unbuffer: {},
  stdbuf: { values: ["-i", "-o", "-e"] },
  sshpass: { values: ["-p", "-f", "-d", "-P"] },
  flock: { values: ["-w", "-E", "--timeout"], leading: 1 },
  chroot: { leading: 1 },
  gosu: { leading: 1 },
  tini: { values: ["-p", "-e"] },
  "dumb-init": { values: ["-r", "--rewrite"] },
  catatonit: {},
  "su-exec": { leading: 1 },
  runuser: { values: ["-u", "-g", "-G"], unless: /^-(?:l?c|-command|l|-login)$|^-$/ },
  busybox: {},
  bundle: { verb: /^exec$/ },
  mise: { verb: /^(?:exec|x)$/ },
  op: { verb: /^run$/, values: ["--env-file", "--account"] },
  doppler: { verb: /^run$/, values: ["-p", "-c", "--project", "--config"] },
};

/** Nobody stacks more; the bound keeps a hostile line of a million `sudo` cheap. */
const MAX_WRAPPERS = 12;

/** Peels wrappers off a command; every rule asks for the same ones. */
export const invocationOf: (command: ShellCommand) => Invocation = onceFor(peel);

function peel(command: ShellCommand): Invocation {
  if (command.name && command.handsOn === undefined && !mayWrap(command.name))
    return { name: nameAt([command.name], 0), arguments: command.arguments, through: [] };
  const words = command.name ? [command.name, ...command.arguments] : command.arguments;
  const through: string[] = [];
  let at = 0;
  if (command.handsOn !== undefined && command.handsOn + 1 < words.length) {
    through.push(nameAt(words, 0) ?? "");
    at = command.handsOn + 1;
  }
  while (through.length < MAX_WRAPPERS) {
    const next = wrappedAt(words, at);
    if (next === undefined || next >= words.length) break;
    through.push(nameAt(words, at) ?? "sudo");
    at = next;
  }
  const isCommand = command.name !== undefined;
  return {
    name: isCommand ? nameAt(words, at) : undefined,
    arguments: isCommand ? words.slice(at + 1) : words,
    through,
  };
}

function nameAt(words: readonly ShellWord[], at: number): string | undefined {
  const literal = words[at]?.literal;
  return literal?.includes("/") ? literal.replace(/^.*\//, "") : literal;
}

/** Most commands are what they are called. */
function mayWrap(word: ShellWord): boolean {
  const name = nameAt([word], 0);
  return name === undefined || name === "coproc" || Object.hasOwn(WRAPPERS, name) || HANDS_ON.test(name);
}

/** Where the wrapped command starts; undefined when the word at `at` is no wrapper. */
function wrappedAt(words: readonly ShellWord[], at: number): number | undefined {
  const name = nameAt(words, at);
  if (name === "coproc") return afterCoproc(words, at + 1);
  if (name !== undefined && HANDS_ON.test(name)) return handedOn(words, at + 1);
  if (name === undefined) return isSudoVariable(words[at]) ? at + 1 : undefined;
  const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
  if (!wrapper) return undefined;
  const { verb } = wrapper;
  if (verb && !verb.test(words[at + 1]?.literal ?? "")) return undefined;
  return afterOptions(words, verb ? at + 2 : at + 1, wrapper);
}

/** Functions as scripts name those that run their arguments: `retry 3 ssh …`, `run docker …`, `step "Pull" docker pull …`. */
const HANDS_ON =
  /^(?:retry(?:_\w+)?|run(?:_(?:cmd|command|step|quiet|or_\w+|with_\w+))?|try|exec(?:ute|_cmd)|must|attempt|with_retr(?:y|ies)|log_and_run|dry_?run|do_cmd|quiet(?:ly)?|silent(?:ly)?|check_run|step|timed?|spin(?:ner)?|maybe)$/;

/** Programs that are worth following; a message is none of them. */
const HANDED =
  /^(?:(?:\S*\/)?(?:ba|da|z)?sh|ssh|scp|rsync|docker|(?:\S*\/)?kamal|mrsk|curl|wget|sudo|rm|find|chmod|chown|psql|mysql|git|env|timeout|bundle|eval|tar|sshpass|gcloud|aws)$/;

/** A number of times, a message or a delay stand before the command at most. */
const MAX_BEFORE = 3;

function handedOn(words: readonly ShellWord[], from: number): number | undefined {
  const at = words.slice(from, from + MAX_BEFORE + 1).findIndex(({ literal }) => HANDED.test(literal ?? ""));
  return at < 0 ? undefined : from + at;
}

/** `coproc { a; }` and `coproc NAME { a; }`, which the grammar takes for a command of these words. */
function afterCoproc(words: readonly ShellWord[], at: number): number {
  const brace = words.slice(at, at + 2).findIndex(({ literal }) => literal === "{");
  return at + brace + 1;
}

/** `$SUDO`, which scripts set to `sudo` or to nothing. */
function isSudoVariable(word: ShellWord | undefined): boolean {
  const [part, ...others] = word?.parts ?? [];
  return others.length === 0 && part?.kind === "variable" && /^_?sudo(?:_?cmd)?$/i.test(part.name);
}

function afterOptions(words: readonly ShellWord[], from: number, wrapper: Wrapper): number | undefined {
  let at = from;
  for (; at < words.length; at++) {
    const text = leadingText(words[at]);
    if (wrapper.unless?.test(text)) return undefined;
    if (text === "--") return at + 1 + (wrapper.leading ?? 0);
    if (wrapper.values?.includes(text)) at++;
    else if (!text.startsWith("-") && !(wrapper.assigns && /^\w+=/.test(text))) break;
  }
  return at + (wrapper.leading ?? 0);
}

/** What a word starts with, as far as it is spelled out. */
export function leadingText(word: ShellWord | undefined): string {
  const [first] = word?.parts ?? [];
  return word?.literal ?? (first?.kind === "literal" ? first.text : "");
}
