/**
 * What a program starts through functions of its own. A function around a start is a wrapper when it hands on what it is given:
 * all that runs (`handed-on-whole.ts`), words among its own (`handed-on-as-words.ts`), or a part of a text (`handed-on-in-text.ts`).
 * Each call of a wrapper then counts as a start, at the place of the call. Ruby's `system("git", *words)` is handed on in the first
 * two ways: words of the function are judged where they stand, and as if they stood in the call.
 */
import type { Call, FunctionDefinition, ProgramLanguage } from "../program.ts";
import type { Start } from "../started-programs.ts";
import { wordWrapper } from "./handed-on-as-words.ts";
import { filledTexts } from "./handed-on-in-text.ts";
import { wholeName, wholeWrapper } from "./handed-on-whole.ts";
import type { SpellOut } from "./spelled-out.ts";
import type { Wrapper } from "./wrapper.ts";

/** One way of handing on. */
interface Way {
  /** The function around a start as a wrapper of this kind; undefined when it is none. */
  wrapperOf(start: Start, around: FunctionDefinition): Wrapper | undefined;
  /** How far functions that call wrappers are followed. */
  readonly rounds: number;
  /** How many calls are looked at. */
  readonly calls: number;
}

/** Functions that call functions that call the shell: nobody goes further. */
const MAX_ROUNDS = 3;

/** Nobody writes more calls of functions with words of their own than are of interest. */
const MAX_CALLS = 2_000;

const AS_WORDS: Way = { wrapperOf: wordWrapper, rounds: 1, calls: MAX_CALLS };

/** The functions of a program, and what is known of their calls. */
export interface OwnFunctions {
  readonly language: ProgramLanguage;
  readonly byScope: ReadonlyMap<string, FunctionDefinition>;
  readonly calls: readonly Call[];
  /** Spells out the lists of words in a start. */
  readonly spellOut: SpellOut;
}

/** The starts, marked where calls count instead of them, and those that the calls of wrappers add. */
export function withOwnFunctions(library: readonly Start[], own: OwnFunctions): Start[] {
  const { language, byScope, calls } = own;
  const wholly: Way = {
    wrapperOf: (start, around) => wholeWrapper(start, around, language),
    rounds: MAX_ROUNDS,
    calls: Number.POSITIVE_INFINITY,
  };
  const whole = follow(library, wholly, own);
  const { starts } = follow(whole.starts, AS_WORDS, own);
  const filled = filledTexts(starts, byScope, calls);
  const handedOn = new Map(whole.wrappers.map((one) => [one.definition.scope, one.handedOn]));
  const isHandedOn = (start: Start): boolean => {
    const name = handedOn.get(start.call.scope);
    return name !== undefined && name === wholeName(start, language);
  };
  return [...starts, ...filled.starts].map((start) => ({
    ...start,
    passesOn: start.passesOn || filled.replaced.has(start) || isHandedOn(start),
  }));
}

/** Finds wrappers, adds what their calls start, and looks for wrappers among that again. */
function follow(
  library: readonly Start[],
  { wrapperOf, rounds, calls }: Way,
  own: OwnFunctions,
): { readonly starts: readonly Start[]; readonly wrappers: readonly Wrapper[] } {
  const known = new Map<string, Wrapper>();
  let starts = library;
  for (let round = 0; round < rounds; round++) {
    const found = new Map<string, Wrapper>();
    for (const start of starts) {
      const definition = own.byScope.get(start.call.scope);
      const wrapper = definition && !known.has(definition.name) && wrapperOf(start, definition);
      if (wrapper) found.set(definition.name, wrapper);
    }
    if (found.size === 0) break;
    for (const [name, wrapper] of found) known.set(name, wrapper);
    const added = own.calls.slice(0, calls).flatMap((call) => found.get(call.method)?.startBy(call) ?? []);
    starts = [...starts, ...added.flatMap(own.spellOut)];
  }
  return { starts, wrappers: [...known.values()] };
}
