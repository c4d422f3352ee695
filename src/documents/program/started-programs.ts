/** The programs a program starts: `system("…")`, `subprocess.run([…])`, `execSync("…")`, and functions of its own around them. */
import { isShellName } from "../shell/shell-names.ts";
import type { ShellScript } from "../shell/shell-script.ts";
import { classify } from "./classify-start.ts";
import { filledCommands } from "./filled-commands.ts";
import { laterInputsIn } from "./later-inputs.ts";
import { objectsIn } from "./own-objects.ts";
import {
  type Call,
  type Expression,
  type FunctionDefinition,
  literalOf,
  type ProgramContent,
  type ProgramLanguage,
  type TextPart,
} from "./program.ts";
import { textOf } from "./text-of.ts";
import { onlyValuesIn } from "./variables.ts";
import { type WordLists, wordListsIn } from "./word-lists.ts";
import { unlisted, wrappedStarts } from "./wrapped-starts.ts";

/**
 * How: `shell` gives a text to a shell on this machine, `remote` to one on a server, `template` does so with values quoted;
 * `argv` gives a list of words to the program itself.
 */
export type StartForm = "shell" | "remote" | "template" | "argv";

/** What a call starts, before it is read. */
export interface Start {
  readonly call: Call;
  readonly form: StartForm;
  /** One text, or the words of an `argv` start. */
  readonly words: readonly Expression[];
  /** What the program gets as its input. */
  readonly input: Expression | undefined;
  /** True in a function that starts what it is given: the calls of that function count instead. */
  readonly passesOn: boolean;
  /** For the call of a function that adds words of its own in front: the call inside of it. */
  readonly through?: Call;
}

/** See the module comment. */
export interface StartedProgram extends Start {
  /** What runs, read as shell text; undefined when nothing of it is spelled out. */
  readonly shell: ShellScript | undefined;
}

/** A function that starts what one of its parameters holds. */
interface Runner {
  readonly definition: FunctionDefinition;
  /** Words that it puts in front: `system("git", *words)`. */
  readonly before: readonly Expression[];
  readonly at: number;
  readonly form: StartForm;
  readonly rest: boolean;
}

/** Functions that call functions that call the shell: nobody goes further. */
const MAX_ROUNDS = 3;

/** Finds them all, in order of appearance. */
export function startsIn(content: ProgramContent, language: ProgramLanguage, text: string): Start[] {
  const named = new Map(content.functions.map((definition) => [definition.name, definition]));
  const own = (call: Call): boolean => named.has(call.method) && isOwnReceiver(call.receiver);
  const classified = (call: Call): Start | undefined => {
    const isClass = call.receiver?.kind === "name" && /^[A-Z]/.test(call.receiver.name);
    return own(call) && !isClass ? undefined : classify(call, language, text);
  };
  const lists = wordListsIn(content);
  const tables = { left: MAX_ITEMS };
  const inputLater = laterInputsIn(content);
  const isObject = objectsIn(content);
  let starts = content.calls.flatMap((call) => {
    const start = classified(call);
    const input = start?.input ?? inputLater(call);
    return start ? spelledOut({ ...start, input }, lists, tables).flatMap(withInput(content)) : [];
  });
  const known = new Map<string, Runner>();
  const isLibrary = new Set(starts.map(({ call }) => call));
  const callsOfOwn = content.calls.filter(
    (call) => own(call) || (named.has(call.method) && !isLibrary.has(call) && isObject(call.receiver)),
  );
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = runnersAmong(starts, content.functions, language).filter(
      (runner) => !known.has(runner.definition.name),
    );
    if (found.length === 0) break;
    for (const runner of found) known.set(runner.definition.name, runner);
    const added = new Map(found.map((runner) => [runner.definition.name, runner]));
    const by = callsOfOwn.flatMap((call) => startBy(call, added.get(call.method), language) ?? []);
    starts = [...starts, ...by.flatMap((start) => spelledOut(start, lists, tables))];
  }
  const wrapped = wrappedStarts(starts, callsOfOwn, content.functions);
  starts = [...starts, ...wrapped.flatMap((start) => spelledOut(start, lists, tables))];
  const runners = new Set([...known.values()].map(({ definition }) => definition.scope));
  const parameters = new Map(
    [...known.values()].map(({ definition, at }) => [definition.scope, definition.parameters[at]?.name]),
  );
  const isWrapped = new Set(wrapped.map(({ through }) => through));
  const others = starts.filter(({ call }) => !isWrapped.has(call));
  const filled = filledCommands(others, content.functions, callsOfOwn);
  return [...starts, ...filled.starts]
    .map((start) => ({
      ...start,
      passesOn:
        start.passesOn ||
        filled.replaced.has(start) ||
        (runners.has(start.call.scope) && wholeName(start, language) === parameters.get(start.call.scope)),
    }))
    .sort((a, b) => a.call.span.start - b.call.span.start);
}

/** A start, and the text that it gives to a shell as its input: `Open3.capture2e("ssh", host, "bash -s", stdin_data: script)`. */
function withInput(content: ProgramContent): (start: Start) => Start[] {
  const onlyValueOf = onlyValuesIn(content);
  return (start) => {
    const { input, words, passesOn } = start;
    const form = input && !passesOn ? shellOnInput(words) : undefined;
    const isSpelledOut = (part: TextPart): boolean => part.kind === "literal" && /\w/.test(part.text);
    if (!input || !form || !textOf(input, onlyValueOf).some(isSpelledOut)) return [start];
    return [start, { ...start, form, words: [input], input: undefined }];
  };
}

/** Where a shell reads its input as a program; undefined when none does. */
function shellOnInput(words: readonly Expression[]): StartForm | undefined {
  const texts = words.map((word) => literalOf(word) ?? "$").slice(0, MAX_SHELL_WORDS);
  const rest = (texts[0] === "ssh" ? texts.slice(2) : texts).join(" ").trim();
  const isShell = /^(?:sudo )?(?:\/bin\/)?(?:ba|da)?sh(?: -[a-z]+)*$/.test(rest);
  if (texts[0] === "ssh") return isShell || (rest === "" && texts.length === 2) ? "remote" : undefined;
  return isShell ? "shell" : undefined;
}

const MAX_SHELL_WORDS = 12;

/** Items of all tables of commands in a program. */
const MAX_ITEMS = 1_000;

/** The variable of `["bash", "-c", script]`, which is as good as giving it to the shell as a text. */
function inlineText([shell, option, text, ...others]: readonly Expression[]): Expression | undefined {
  const name = literalOf(shell)?.replace(/^.*\//, "");
  const isInline = isShellName(name) && /^-[a-z]*c$/.test(literalOf(option) ?? "");
  return isInline && text?.kind === "name" && others.length === 0 ? text : undefined;
}

/** The start with its lists spelled out; one that a loop runs for each item of a table counts once for each. */
function spelledOut(start: Start, lists: WordLists, tables: { left: number }): Start[] {
  const found = start.form === "argv" ? lists.spelledOut(start.words) : start.words;
  // A loop through a table gives its variable one item after the other, not all of them.
  const words = found.length > 0 && found.every(({ kind }) => kind === "list") ? start.words : found;
  const inline = start.form === "argv" ? inlineText(words) : undefined;
  if (inline) return [{ ...start, form: "shell", words: [inline] }];
  const [only, ...others] = words;
  if (others.length > 0) return [{ ...start, words }, ...forEachItem({ ...start, words }, lists, tables)];
  const given = only?.kind === "spread" ? only.parts[0] : only;
  const name = given?.kind === "member" ? given.of : given;
  if (name?.kind !== "name") return [{ ...start, words }];
  const key = given?.kind === "member" ? given.name : name.name;
  const items = tables.left > 0 ? lists.itemsOf(name) : [];
  tables.left -= items.length;
  const each = items.flatMap((one): Start[] => {
    const item = commandOf(one, key, start.form);
    if (!item) return [];
    const call = { ...start.call, source: item.source, span: item.span };
    if (start.form !== "argv") return [{ ...start, call, words: [item] }];
    return item.kind === "list" ? [{ ...start, call, words: lists.spelledOut(item.parts) }] : [];
  });
  return each.length > 0 && each.length === items.length
    ? [{ ...start, words, passesOn: true }, ...each]
    : [{ ...start, words }];
}

/** What an item of a table starts: `{ name, command }`, `("Lint", ["npm", "run", "lint"])`, or the item itself. */
function commandOf(item: Expression, key: string | undefined, form: StartForm): Expression | undefined {
  const isCommand = (one: Expression): boolean =>
    form === "argv" ? one.kind === "list" : one.kind === "text" || one.kind === "joined";
  if (item.kind === "map")
    return item.entries.find((entry) => entry.key === key && isCommand(entry.value))?.value;
  if (item.kind === "list" && item.parts.some(isCommand)) return item.parts.findLast(isCommand);
  return isCommand(item) ? item : undefined;
}

/** `STEPS.each { |step| system("ssh", host, step) }`: what the table holds runs there, item by item. */
function forEachItem(start: Start, lists: WordLists, tables: { left: number }): Start[] {
  const last = start.words.at(-1);
  if (start.form !== "argv" || last?.kind !== "name" || tables.left <= 0) return [];
  const items = lists.itemsOf(last);
  tables.left -= items.length;
  if (!items.every((item) => literalOf(item) !== undefined)) return [];
  const words = start.words.slice(0, -1);
  return items.map((item) => ({
    ...start,
    call: { ...start.call, source: item.source, span: item.span },
    words: [...words, item],
  }));
}

function runnersAmong(
  starts: readonly Start[],
  functions: readonly FunctionDefinition[],
  language: ProgramLanguage,
): Runner[] {
  const byScope = new Map(functions.map((definition) => [definition.scope, definition]));
  return starts.flatMap((start): Runner[] => {
    const definition = byScope.get(start.call.scope);
    const name = wholeName(start, language);
    if (!definition || name === undefined) return [];
    const at = definition.parameters.findIndex((parameter) => parameter.name === name);
    const parameter = definition.parameters[at];
    const before = start.words.slice(0, -1);
    const isWhole = before.length === 0 || start.form === "argv";
    return parameter && isWhole ? [{ definition, at, form: start.form, rest: parameter.rest, before }] : [];
  });
}

/** The variable that is all of what is started, or in Ruby all that follows words which are spelled out; see `wrappedStarts`. */
function wholeName({ words }: Start, language: ProgramLanguage): string | undefined {
  const last = words.at(-1);
  const before = words.slice(0, -1);
  if (!last || (before.length > 0 && !(language === "ruby" && passesLast(before, last)))) return undefined;
  const inner = last.kind === "spread" ? last.parts[0] && unlisted(last.parts[0]) : last;
  return inner?.kind === "name" ? inner.name : undefined;
}

/** `system("git", *words)` takes its words from elsewhere, and `system("ssh", host, command)` what runs on the server. */
function passesLast(before: readonly Expression[], last: Expression): boolean {
  const texts = before.map(literalOf);
  if (last.kind === "spread") return texts.every((text) => text !== undefined);
  return texts[0] === "ssh" || (/(?:^|\/)(?:kamal|mrsk)$/.test(texts[0] ?? "") && texts.includes("exec"));
}

function startBy(call: Call, runner: Runner | undefined, language: ProgramLanguage): Start | undefined {
  if (!runner) return undefined;
  const name = runner.definition.parameters[runner.at]?.name;
  const named = call.options.find(({ key }) => key === name)?.value;
  const placed = call.arguments.slice(runner.at, runner.rest ? undefined : runner.at + 1);
  const words = named ? [named] : placed;
  const [first, ...others] = words;
  if (!first) return undefined;
  const start = { call, input: undefined, passesOn: false };
  if (runner.before.length > 0) return { ...start, form: "argv", words: [...runner.before, ...words] };
  if (runner.form === "argv" && first.kind === "list" && others.length === 0)
    return { ...start, form: "argv", words: first.parts };
  // Ruby's `system(*words)` takes a single word for shell text.
  if (runner.rest && runner.form === "argv")
    return { ...start, words, form: others.length === 0 && language === "ruby" ? "shell" : "argv" };
  return { ...start, words: [first], form: runner.form };
}

/** The object itself, its class, or a class by name. */
function isOwnReceiver(receiver: Expression | undefined): boolean {
  if (receiver === undefined) return true;
  if (receiver.kind === "call") return receiver.call.path === "self.class";
  return receiver.kind === "name" && /^(?:self|this|cls|[A-Z]\w*)$/.test(receiver.name);
}
