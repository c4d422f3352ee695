/** Functions of a program that start what they are given, as other files see them. */
import { onceFor } from "../../source/once-for.ts";
import { literalOf, type Program, pathOf } from "./program.ts";
import type { StartForm } from "./started-programs.ts";
import { wordWrapper } from "./starts/handed-on-as-words.ts";
import { wholeWrapper } from "./starts/handed-on-whole.ts";
import type { Wrapper } from "./starts/wrapper.ts";

/** A function that starts what it is given as a text. */
export interface Runner {
  readonly name: string;
  /** The place of the parameter that is started. */
  readonly at: number;
  readonly form: StartForm;
}

/** Those of a program. */
export const runnersOf: (program: Program) => readonly Runner[] = onceFor(
  ({ starts, functions }: Program) => {
    const byScope = new Map(functions.map((definition) => [definition.scope, definition]));
    return starts.flatMap(({ passesOn, call, words, form }): Runner[] => {
      const definition = passesOn && byScope.get(call.scope);
      const isSsh = form === "argv" && literalOf(words[0]) === "ssh";
      if (!definition || (form !== "shell" && form !== "remote" && !isSsh)) return [];
      const name = pathOf(isSsh ? words.at(-1) : words[0]);
      const at = definition.parameters.findIndex((parameter) => parameter.name === name && !parameter.rest);
      return at < 0 ? [] : [{ name: definition.name, at, form: isSsh ? "remote" : form }];
    });
  },
);

/**
 * Functions that start the words they are given, `def run(*words) = system(*words)`, or put them behind words of their own:
 * `def kamal(*words) = run("kamal", *words)`.
 */
export const wordWrappersOf: (program: Program) => readonly Wrapper[] = onceFor(
  ({ starts, functions, language }: Program) => {
    const byScope = new Map(functions.map((definition) => [definition.scope, definition]));
    return starts.flatMap((start) => {
      const definition = byScope.get(start.call.scope);
      if (!definition) return [];
      if (!start.passesOn) return wordWrapper(start, definition) ?? [];
      return start.form === "argv" ? (wholeWrapper(start, definition, language) ?? []) : [];
    });
  },
);
