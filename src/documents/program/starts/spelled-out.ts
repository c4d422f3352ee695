/** Starts with their lists of words spelled out, and those that a loop runs for each item of a table. */
import { isShellName } from "../../shell/shell-names.ts";
import { type Expression, literalOf, type NameExpression, type ProgramContent } from "../program.ts";
import type { Start, StartForm } from "../started-programs.ts";
import { type WordLists, wordListsIn } from "./word-lists.ts";

/** Gives the start itself first, then those of the items. */
export type SpellOut = (start: Start) => readonly Start[];

/** Items of all tables of commands in a program. */
const MAX_ITEMS = 1_000;

/** Reads a program once; the result spells out any of its starts. */
export function spellOutIn(content: ProgramContent): SpellOut {
  const lists = wordListsIn(content);
  let left = MAX_ITEMS;
  const itemsOf = (name: NameExpression): readonly Expression[] => {
    const items = left > 0 ? lists.itemsOf(name) : [];
    left -= items.length;
    return items;
  };
  return (start) => {
    if (start.form !== "argv")
      return start.words.length > 1 ? [start] : forEachCommand(start, { ...lists, itemsOf });
    const words = spelledOutWords(start.words, lists);
    const inline = inlineText(words);
    if (inline) return [{ ...start, form: "shell", words: [inline] }];
    const whole = { ...start, words };
    return words.length > 1
      ? [whole, ...forEachLastWord(whole, itemsOf)]
      : forEachCommand(whole, { ...lists, itemsOf });
  };
}

function spelledOutWords(words: readonly Expression[], lists: WordLists): readonly Expression[] {
  const found = lists.spelledOut(words);
  // A loop through a table gives its variable one item after the other, not all of them.
  return found.length > 0 && found.every(({ kind }) => kind === "list") ? words : found;
}

/** The variable of `["bash", "-euo", "pipefail", "-c", script]`, which is as good as giving it to the shell as a text. */
function inlineText(words: readonly Expression[]): Expression | undefined {
  const [shell, ...options] = words.slice(0, -1).map((word) => literalOf(word));
  const text = words.at(-1);
  const isInline = isShellName(shell?.replace(/^.*\//, "")) && /^-[a-z]*c$/.test(options.at(-1) ?? "");
  const areOptions = options.every((option) => option !== undefined && /^(?:-|\+|pipefail$)/.test(option));
  return isInline && areOptions && text?.kind === "name" ? text : undefined;
}

/** `STEPS.each { |step| system("ssh", host, step) }`: what the table holds runs there, item by item. */
function forEachLastWord(start: Start, itemsOf: WordLists["itemsOf"]): Start[] {
  const last = start.words.at(-1);
  const items = last?.kind === "name" ? itemsOf(last) : [];
  if (!items.every((item) => literalOf(item) !== undefined)) return [];
  const words = start.words.slice(0, -1);
  return items.map((item) => at(item, start, [...words, item]));
}

/** `COMMANDS.each { |command| system(command) }`: the items count instead when each of them is a command. */
function forEachCommand(start: Start, lists: WordLists): Start[] {
  const [only] = start.words;
  const given = only?.kind === "spread" ? only.parts[0] : only;
  const name = given?.kind === "member" ? given.of : given;
  if (name?.kind !== "name") return [start];
  const key = given?.kind === "member" ? given.name : name.name;
  const items = lists.itemsOf(name);
  const each = items.flatMap((one): Start[] => {
    const item = commandOf(one, key, start.form);
    if (!item) return [];
    return [at(item, start, item.kind === "list" ? lists.spelledOut(item.parts) : [item])];
  });
  return each.length > 0 && each.length === items.length ? [{ ...start, passesOn: true }, ...each] : [start];
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

/** The start as it is for one item, at the place where that is written. */
function at({ source, span }: Expression, start: Start, words: readonly Expression[]): Start {
  return { ...start, call: { ...start.call, source, span }, words };
}
