/** Commands that run another command given as their arguments: `sudo -u app bash`, `env A=b ruby`, `nohup sh`. */
import { onceFor } from "../../source/once-for.ts";
import type { ShellCommand, ShellWord } from "./shell-script.ts";
import { FOLLOWED, programRunBy } from "./unlisted-runners.ts";
import { WRAPPERS, type Wrapper } from "./wrapper-table.ts";

/** What a command line really runs, with wrappers peeled off. */
export interface Invocation {
  /** Literal name without folder; undefined when it is decided at run time. */
  readonly name: string | undefined;
  readonly arguments: readonly ShellWord[];
  /** Wrappers that were peeled off, outermost first. */
  readonly through: readonly string[];
}

/** Nobody stacks more; the bound keeps a hostile line of a million `sudo` cheap. */
const MAX_WRAPPERS = 12;

/** Peels wrappers off a command; every rule asks for the same ones. */
export const invocationOf: (command: ShellCommand) => Invocation = onceFor(peel);

function peel(command: ShellCommand): Invocation {
  const { standsFor } = command;
  if (standsFor?.[0]) return standing(standsFor[0], standsFor.slice(1), command);
  if (command.name && command.handsOn === undefined && !mayWrap(command.name, command.arguments))
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

/** The word that names what runs in the end, behind `sudo` and its like; undefined for a line of assignments or redirections only. */
export function runWordOf(command: ShellCommand): ShellWord | undefined {
  const { arguments: words } = invocationOf(command);
  const all = command.name ? [command.name, ...command.arguments] : [];
  return all[all.length - words.length - 1];
}

/** The call of a function, as the command that it stands for. */
function standing(
  name: ShellWord,
  words: readonly ShellWord[],
  { standsFor: _, handsOn: __, ...call }: ShellCommand,
): Invocation {
  const invocation = peel({ ...call, name, arguments: words });
  return { ...invocation, through: [nameAt([call.name ?? name], 0) ?? "", ...invocation.through] };
}

function nameAt(words: readonly ShellWord[], at: number): string | undefined {
  const literal = words[at]?.literal ?? shellVariable(words[at]);
  return literal?.includes("/") ? literal.replace(/^.*\//, "") : literal;
}

/** Most commands are what they are called. */
function mayWrap(word: ShellWord, words: readonly ShellWord[]): boolean {
  const name = nameAt([word], 0);
  if (name === undefined || name === "coproc" || Object.hasOwn(WRAPPERS, name) || HANDS_ON.test(name))
    return true;
  return programRunBy(name, words) !== undefined;
}

/** `$SHELL`, `"${BASH:-sh}"` */
function shellVariable(word: ShellWord | undefined): string | undefined {
  const [part, ...others] = word?.parts ?? [];
  const isShell = others.length === 0 && part?.kind === "variable" && /^(?:SHELL|BASH)$/.test(part.name);
  return isShell && /^(?::?-)?$/.test(part.operator) ? "sh" : undefined;
}

/** Where the wrapped command starts; undefined when the word at `at` is no wrapper. */
function wrappedAt(words: readonly ShellWord[], at: number): number | undefined {
  const name = nameAt(words, at);
  if (name === "coproc") return afterCoproc(words, at + 1);
  if (name !== undefined && HANDS_ON.test(name)) return handedOn(words, at + 1);
  if (name === undefined) return isSudoVariable(words[at]) ? at + 1 : undefined;
  const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
  return wrapper ? behindWrapper(words, at, wrapper) : unlisted(name, words, at + 1);
}

function behindWrapper(words: readonly ShellWord[], at: number, wrapper: Wrapper): number | undefined {
  const { verb } = wrapper;
  if (verb && !verb.test(words[at + 1]?.literal ?? "")) return undefined;
  const next = afterOptions(words, verb ? at + 2 : at + 1, wrapper);
  // what `flock FILE -c` runs is a text
  return next !== undefined && leadingText(words[next]).startsWith("-") ? undefined : next;
}

function unlisted(name: string, words: readonly ShellWord[], from: number): number | undefined {
  const at = programRunBy(name, words.slice(from));
  return at === undefined ? undefined : from + at;
}

/** Functions as scripts name those that run their arguments: `retry 3 ssh …`, `run docker …`, `step "Pull" docker pull …`. */
const HANDS_ON =
  /^(?:retry(?:_\w+)?|run(?:_(?:cmd|command|step|quiet|or_\w+|with_\w+))?|try|exec(?:ute|_cmd)|must|attempt|with_retr(?:y|ies)|log_and_run|dry_?run|do_cmd|quiet(?:ly)?|silent(?:ly)?|check_run|step|timed?|spin(?:ner)?|maybe|parallel)$/;

/** A number of times, a message or a delay stand before the command at most. */
const MAX_BEFORE = 3;

function handedOn(words: readonly ShellWord[], from: number): number | undefined {
  const at = words
    .slice(from, from + MAX_BEFORE + 1)
    .findIndex(({ literal }) => FOLLOWED.test(literal ?? ""));
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
