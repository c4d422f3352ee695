/** Lists of words that are put together before a program is started with them: `cmd = ["docker"]; cmd += ["run"]`. */
import type {
  Assignment,
  Expression,
  GroupExpression,
  NameExpression,
  ProgramContent,
  TextPart,
} from "../program.ts";
import { slice } from "../text-parts.ts";
import { assignmentsByVariable, scopesFrom, variableKey } from "../variables.ts";
import { splitOf, wordsOfSplit } from "./split-texts.ts";

/** What is known of lists of words. */
export interface WordLists {
  /** Spells out what is spread among the words, as far as it is known. */
  spelledOut(words: readonly Expression[]): readonly Expression[];
  /** The items that a loop gives a variable one after the other: `for step in [["git", "pull"], ["kamal", "deploy"]]`. */
  itemsOf(name: NameExpression): readonly Expression[];
}

/** Lists of lists of lists: nobody goes further. */
const MAX_DEPTH = 4;

/** Nobody gives a program more words. */
const MAX_WORDS = 200;

/** All lists behind one command, since a list that is spread twice doubles at each level. */
const MAX_STEPS = 500;

/** Reads a program once; the result answers for any of its lists. */
export function wordListsIn(content: ProgramContent): WordLists {
  const valuesOf = assignedIn(content);
  let left = 0;
  const wordsOf = (value: Expression, depth: number): readonly Expression[] | undefined => {
    if (depth > MAX_DEPTH || left-- <= 0) return undefined;
    if (value.kind === "list") return value.parts.flatMap((part) => spelledOut(part, depth));
    if (value.kind === "either") return together(value.parts.map((part) => wordsOf(part, depth + 1)));
    if (value.kind === "joined") {
      const lists = value.parts.map((part) => wordsOf(part, depth + 1));
      if (lists.every((list) => list === undefined)) return undefined;
      return lists.flatMap((list, index) => list ?? several(value.parts[index]));
    }
    const split = splitOf(value);
    if (split) return wordsOfSplit(lookedUp(split.text), split);
    if (value.kind === "call" && value.call.receiver && SAME.test(value.call.method))
      return wordsOf(value.call.receiver, depth + 1);
    if (value.kind !== "name") return undefined;
    const all = valuesOf(value);
    const [first, ...others] = all ?? [];
    if (!first || first.adds || others.some(({ adds }) => !adds)) return undefined;
    const start = wordsOf(first.value, depth + 1);
    return start && [...start, ...others.flatMap(({ value: added }) => addedWords(added, depth))];
  };
  const lookedUp = (text: Expression): Expression | undefined => {
    const [only, ...others] = text.kind === "name" ? (valuesOf(text) ?? []) : [];
    return only && others.length === 0 ? only.value : text;
  };
  const addedWords = (value: Expression, depth: number): readonly Expression[] => {
    const parts = value.kind === "either" || isPushed(value) ? value.parts : [value];
    return parts.flatMap((part) => wordsOf(part, depth + 1) ?? [part]);
  };
  const spelledOut = (word: Expression, depth: number): readonly Expression[] => {
    const [inner] = word.kind === "spread" ? word.parts : [];
    return (inner && wordsOf(inner, depth + 1)) ?? [word];
  };
  return {
    spelledOut: (words) => {
      left = MAX_STEPS;
      return words.flatMap((word) => spelledOut(word, 0)).slice(0, MAX_WORDS);
    },
    itemsOf: (name) => {
      const all = valuesOf(name) ?? [];
      const loop = all.findLast(({ span }) => span.start < name.span.start) ?? all[0];
      const table = loop && !all.some(({ adds }) => adds) ? tableOf(loop.value, valuesOf) : undefined;
      return (table ?? []).slice(0, MAX_WORDS);
    },
  };
}

/** `command << "-d" << name` adds words one by one, and not a text that is made of them. */
function isPushed(value: Expression): value is GroupExpression {
  if (value.kind !== "joined") return false;
  const start = value.parts[0]?.span.start ?? value.span.start;
  return value.source.text.slice(value.span.start, start).includes("<<");
}

/** The items of what a loop goes through, when they are spelled out. */
function tableOf(looped: Expression, valuesOf: ValuesOf): readonly Expression[] | undefined {
  let at: Expression | undefined = looped;
  let byLine = false;
  for (let depth = 0; at && depth < MAX_DEPTH; depth++) {
    if (at.kind === "text") return byLine ? linesOf(at) : undefined;
    if (at.kind === "call" && LINES.test(at.call.method)) byLine = true;
    if (at.kind === "list") return at.parts;
    if (at.kind === "map") return at.entries.map(({ value }) => value);
    if (at.kind === "name") {
      const [only, ...others]: readonly Assignment[] = valuesOf(at) ?? [];
      at = others.length === 0 ? only?.value : undefined;
    } else if (
      at.kind === "call" &&
      /^(?:Object\.(?:entries|values)|enumerate|reversed)$/.test(at.call.path)
    ) {
      if (at.call.options.length > 0) return at.call.options.map(({ value }) => value);
      at = at.call.arguments[0];
    } else at = at.kind === "call" && (byLine || LOOPS.test(at.call.method)) ? at.call.receiver : undefined;
  }
  return undefined;
}

/** `SETUP.each_line { |line| … }` */
const LINES = /^(?:each_line|lines|splitlines)$/;

/** The lines of a text that is spelled out, as texts. */
function linesOf(text: Expression & { readonly kind: "text" }): readonly Expression[] | undefined {
  return text.parts.every(({ kind }) => kind === "literal") ? linesOfParts(text, text.parts) : undefined;
}

function linesOfParts(text: Expression, parts: readonly TextPart[]): readonly Expression[] {
  return parts.flatMap((part) =>
    part.kind === "literal"
      ? [...part.text.matchAll(/[^\n]+/g)].map((line): Expression => {
          const piece = slice(part, line.index, line.index + line[0].length);
          return {
            source: text.source,
            span: piece.span,
            anchor: text.anchor ?? "",
            kind: "text",
            parts: [piece],
          };
        })
      : [],
  );
}

const LOOPS = /^(?:each\w*|map|forEach|items|values|entries|freeze|reverse\w*)$/;

/** A list that is put together elsewhere. */
function several(list: Expression | undefined): Expression[] {
  return list ? [{ source: list.source, span: list.span, kind: "spread", parts: [list] }] : [];
}

type ValuesOf = (name: NameExpression) => readonly Assignment[] | undefined;

const SAME = /^(?:freeze|compact|flatten|dup|copy|to_a|filter)$/;

function together(lists: readonly (readonly Expression[] | undefined)[]): readonly Expression[] | undefined {
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}

/** All assignments of a variable; undefined for a parameter, which gets its words elsewhere. */
function assignedIn({ assignments, functions }: ProgramContent): ValuesOf {
  const parameters = new Set(
    functions.flatMap(({ scope, parameters }) => parameters.map(({ name }) => variableKey(name, scope))),
  );
  const byName = assignmentsByVariable(assignments, MAX_WORDS);
  return ({ name, scope }) => {
    const key = scopesFrom(scope)
      .map((one) => variableKey(name, one))
      .find((one) => parameters.has(one) || byName.has(one));
    return key === undefined || parameters.has(key) ? undefined : byName.get(key);
  };
}
