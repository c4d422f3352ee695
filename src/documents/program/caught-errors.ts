/** Errors that a program catches and goes on: who raises one has not left the program. */
import type { DerivedText } from "../../source/derived-text.ts";
import { onceFor } from "../../source/once-for.ts";
import type { Span } from "../../source/span.ts";

/** A part of the text, and the errors whose handlers go on behind it; undefined for all. */
export interface Caught {
  readonly span: Span;
  readonly errors: readonly string[] | undefined;
}

/** What a handler catches that names no error, or Python's `Exception`. */
export const STANDARD_ERROR = "StandardError";
/** What `exit`, `abort` and `sys.exit` raise. */
export const EXIT = "SystemExit";
/** An error whose class can't be told. */
export const SOME_ERROR = "";

/** Where an error is caught at the latest, when it may be: before that end, nothing goes on. The text tells of the program's own classes. */
export function endOfCatch(
  error: string,
  caught: readonly Caught[],
  written: DerivedText,
): number | undefined {
  if (caught.length === 0) return undefined;
  const family = familyOf(error, written);
  return caught.findLast(({ errors }) => !errors || errors.some((name) => mayCatch(name, error, family)))
    ?.span.end;
}

/** Of names that are not the languages' own it can't be told, unless the class stands in the same file or is a library's. */
function mayCatch(name: string, error: string, family: readonly string[]): boolean {
  if (error === EXIT) return name === EXIT;
  if (name === STANDARD_ERROR || error === SOME_ERROR || family.includes(lastOf(name))) return true;
  const isKnown = family.some((one) => PARENTS.has(one));
  return !isKnown && !/\W/.test(name);
}

/** The class of an error and those it is made from. */
function familyOf(error: string, written: DerivedText): readonly string[] {
  const family = [lastOf(error)];
  for (const name of family) {
    const own = PARENTS.has(name) || name === "" ? undefined : parentsIn(written).get(name);
    const parents = PARENTS.get(name) ?? (own ? [own] : []);
    family.push(...parents.filter((one) => !family.includes(one)).slice(0, MAX_FAMILY - family.length));
  }
  return family;
}

/** Nobody's errors have more ancestors. */
const MAX_FAMILY = 12;

/** `class Bad < ArgumentError`, `class Bad(ValueError):`, `Bad = Class.new(StandardError)` */
const parentsIn: (written: DerivedText) => ReadonlyMap<string, string> = onceFor(({ text }: DerivedText) => {
  const found = text.matchAll(
    /\b([A-Z]\w*)(?:[ \t]*<[ \t]*|\(|[ \t]*=[ \t]*Class\.new\()((?:\w+(?:\.|::))*[A-Z]\w*)/g,
  );
  return new Map([...found].map(([, name = "", parent = ""]) => [name, lastOf(parent)]));
});

/** Names that stand for what the program says: `ERRORS = [RuntimeError]`. */
export const namesSetIn: (written: DerivedText) => ReadonlySet<string> = onceFor(
  ({ text }: DerivedText) =>
    new Set([...text.matchAll(/\b([A-Z]\w*)[ \t]*=(?![=>])/g)].flatMap(([, name]) => name ?? [])),
);

/** The last of the names that a name is made of. */
export function lastOf(name: string): string {
  return name.replace(/^.*[.:]/, "");
}

/** Ruby's and Python's own, of which the names mean much the same. */
const PARENTS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ArgumentError: [],
    AssertionError: [],
    AttributeError: [],
    EOFError: ["IOError"],
    Exception: [],
    FileNotFoundError: ["OSError"],
    FrozenError: ["RuntimeError"],
    IOError: ["OSError"],
    IndexError: ["LookupError"],
    KeyError: ["IndexError", "LookupError"],
    NameError: [],
    NoMethodError: ["NameError"],
    NotImplementedError: ["RuntimeError"],
    OSError: ["IOError", "EnvironmentError"],
    PermissionError: ["OSError"],
    RangeError: [],
    RuntimeError: [],
    StandardError: [],
    StopIteration: ["IndexError"],
    SystemExit: [],
    TypeError: [],
    UnicodeError: ["ValueError"],
    ValueError: [],
    ZeroDivisionError: ["ArithmeticError"],
  }),
);
