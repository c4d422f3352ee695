/** Programs that a script keeps in a variable and hands on as they are: `steps='cd app && git pull'; ssh host "$steps"`. */
import { onceFor } from "../../source/once-for.ts";
import type { Redirection, ShellAssignment, ShellCommand, ShellWord } from "./shell-script.ts";

/** The command with such texts in the place of their variables, once for each that they may hold; none where there are none. */
export function withKeptTexts(
  command: ShellCommand,
  assignments: readonly ShellAssignment[],
): ShellCommand[] {
  const kept = new Map<ShellWord, readonly ShellWord[]>();
  const inputs = command.redirections.flatMap(({ operator, target }) =>
    operator === "<<<" && target ? [target] : [],
  );
  for (const word of [...command.arguments, ...inputs]) {
    const name = variableIn(word);
    const texts = name === undefined ? [] : textsIn(assignments).heldBy(name);
    if (texts.length > 0) kept.set(word, texts);
  }
  const most = Math.max(0, ...[...kept.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, index) => {
    const spelledOut = (word: ShellWord): ShellWord =>
      kept.get(word)?.[index] ?? kept.get(word)?.at(-1) ?? word;
    const redirections = command.redirections.map(
      (one): Redirection => (one.target ? { ...one, target: spelledOut(one.target) } : one),
    );
    return { ...command, arguments: command.arguments.map(spelledOut), redirections };
  });
}

/** The variable that a word consists of. */
function variableIn({ parts: [part, ...others] }: ShellWord): string | undefined {
  return part?.kind === "variable" && part.operator === "" && others.length === 0 ? part.name : undefined;
}

/** The list grows while a script is read, and what was read of it doesn't change. */
const textsIn = onceFor((assignments: readonly ShellAssignment[]) => new Texts(assignments));

/** By name, so that it doesn't matter how far apart a text and its use are. */
class Texts {
  readonly #assignments: readonly ShellAssignment[];
  readonly #byName = new Map<string, ShellWord[]>();
  #read = 0;

  constructor(assignments: readonly ShellAssignment[]) {
    this.#assignments = assignments;
  }

  /** What it may hold, the last one first, also by way of other variables: `t=$s`. */
  heldBy(name: string): readonly ShellWord[] {
    this.#readOn();
    const names = new Set([name]);
    const found: ShellWord[] = [];
    for (const one of names)
      for (const value of this.#byName.get(one)?.toReversed() ?? []) {
        const other = variableIn(value);
        if (other === undefined) found.push(value);
        else if (names.size < MAX_NAMES) names.add(other);
      }
    return found.slice(0, MAX_TEXTS);
  }

  #readOn(): void {
    for (; this.#read < this.#assignments.length; this.#read++) {
      const { name, value } = this.#assignments[this.#read] ?? {};
      if (name === undefined || !value || !(variableIn(value) || isText(value))) continue;
      const before = this.#byName.get(name);
      if (before) before.push(value);
      else this.#byName.set(name, [value]);
      if (before && before.length > MAX_TEXTS) before.shift();
    }
  }
}

/** A variable that is given more of them has them from a list. */
const MAX_TEXTS = 50;
const MAX_NAMES = 10;

/** More than a name, and no array. */
function isText({ parts, source, span }: ShellWord): boolean {
  if (source.text[span.start] === "(") return false;
  return parts.some((one) => one.kind === "literal" && /\S\s+\S|[|;&]/.test(one.text));
}
