/** Functions that start all that a parameter holds: `def run(command) = system(command)`. */
import {
  type Call,
  type Expression,
  type FunctionDefinition,
  literalOf,
  type ProgramLanguage,
} from "../program.ts";
import type { Start } from "../started-programs.ts";
import { argumentsAt, unlisted, type Wrapper } from "./wrapper.ts";

/** The function around a start as such a wrapper. */
export function wholeWrapper(
  start: Start,
  definition: FunctionDefinition,
  language: ProgramLanguage,
): Wrapper | undefined {
  const handedOn = wholeName(start, language);
  const at = definition.parameters.findIndex(({ name }) => name === handedOn);
  if (handedOn === undefined || at < 0 || (start.words.length > 1 && start.form !== "argv")) return undefined;
  const rest = definition.parameters[at]?.rest ?? false;
  return {
    definition,
    handedOn,
    startBy: (call) => startWith(argumentsAt(call, definition, at), { call, start, rest, language }),
  };
}

/** The variable that is all of what is started, or where that counts as much, all behind words that are spelled out. */
export function wholeName({ words }: Start, language: ProgramLanguage): string | undefined {
  const last = words.at(-1);
  const before = words.slice(0, -1);
  if (!last || (before.length > 0 && !(HABITS[language].hasWordsInFront && takesLast(before, last))))
    return undefined;
  const inner = last.kind === "spread" ? last.parts[0] && unlisted(last.parts[0]) : last;
  return inner?.kind === "name" ? inner.name : undefined;
}

/** What sets the languages apart. */
interface Habits {
  /** Words stand one by one in the call, so that those in front may be the function's own: `system("git", *words)`. */
  readonly hasWordsInFront: boolean;
  /** A single word is shell text: `system(*words)`. */
  readonly readsSingleWord: boolean;
}

const LISTS: Habits = { hasWordsInFront: false, readsSingleWord: false };

const HABITS: Readonly<Record<ProgramLanguage, Habits>> = {
  ruby: { hasWordsInFront: true, readsSingleWord: true },
  python: LISTS,
  javascript: LISTS,
};

/** `system("git", *words)` takes its words from elsewhere, and `system("ssh", host, command)` what runs on the server. */
function takesLast(before: readonly Expression[], last: Expression): boolean {
  const texts = before.map(literalOf);
  if (last.kind === "spread") return texts.every((text) => text !== undefined);
  return texts[0] === "ssh" || (/(?:^|\/)(?:kamal|mrsk)$/.test(texts[0] ?? "") && texts.includes("exec"));
}

interface Inside {
  readonly call: Call;
  /** The start in the function. */
  readonly start: Start;
  /** True when the parameter takes all further arguments. */
  readonly rest: boolean;
  readonly language: ProgramLanguage;
}

/** The start in the function, with what a call gives. */
function startWith(given: readonly Expression[], { call, start, rest, language }: Inside): Start | undefined {
  const [first, ...others] = given;
  if (!first) return undefined;
  const by = { call, input: undefined, passesOn: false, inner: start.inner ?? start.call };
  const before = start.words.slice(0, -1);
  if (before.length > 0) return { ...by, form: "argv", words: [...before, ...given] };
  if (start.form !== "argv") return { ...by, form: start.form, words: [first] };
  if (first.kind === "list" && others.length === 0) return { ...by, form: "argv", words: first.parts };
  if (!rest) return { ...by, form: "argv", words: [first] };
  const isText = others.length === 0 && HABITS[language].readsSingleWord;
  return { ...by, form: isText ? "shell" : "argv", words: given };
}
