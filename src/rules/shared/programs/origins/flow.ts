/** What is known of a program while the origins of its values are looked for. */
import type { Call, Expression, NameExpression } from "../../../../documents/program/program.ts";
import type { StartedProgram } from "../../../../documents/program/started-programs.ts";
import type { OnlyValueOf } from "../../../../documents/program/variables.ts";
import type { Passed } from "../checked-variables.ts";
import type { Use } from "../harmless-results.ts";
import { type Origin, type Source, type Trust, worstOrigin } from "../trust.ts";
import type { InsideOf } from "./allowed-values.ts";
import type { Models } from "./models.ts";
import type { Records } from "./records.ts";

/** See the module comment. */
export interface Flow {
  /** As far as it is known by now; origins only ever get worse. */
  readonly originOf: (expression: Expression) => Origin;
  readonly use: Use;
  /** What the workflow around the program says of a variable of the environment. */
  readonly environment: ((name: string) => Trust) | undefined;
  readonly starts: ReadonlyMap<Call, StartedProgram>;
  /** What functions of the program give back. */
  readonly results: ReadonlyMap<string, Origin>;
  readonly passed: Passed;
  /** The same for a line of the value. */
  readonly passedByLine: Passed;
  readonly imported: ReadonlySet<string>;
  /** Classes and modules that stand in the program. */
  readonly modules: ReadonlySet<string>;
  /** True for a program that takes archives apart. */
  readonly archives: boolean;
  /** True for a program that answers requests with a library of Ruby. */
  readonly serves: boolean;
  /** Values that are being looked at by way of what holds them, which may be made of itself. */
  readonly open: Set<object>;
  /** True for a program that changes maps otherwise than by setting a key that is spelled out. */
  readonly changesMaps: boolean;
  readonly onlyValueOf: OnlyValueOf;
  readonly insideOf: InsideOf;
  /** Options of the command line that take numbers or one of a list. */
  readonly settledOptions: ReadonlySet<string>;
  /** Answers to questions that do likewise. */
  readonly settledAnswers: ReadonlySet<string>;
  readonly models: Models;
  readonly records: Records;
  /** What the program says with an event, by the event's name. */
  readonly events: ReadonlyMap<string, readonly Expression[]>;
  /** What an object was made of at first. */
  readonly madeOf: (object: Expression) => readonly Expression[];
  /** What one of these holds; undefined when it isn't known yet, as objects may be made of what they hold. */
  readonly heldBy: (made: Expression) => Origin | undefined;
  /** The type of a parameter. */
  readonly typeOf: (name: NameExpression) => string | undefined;
  /** Options that a function of the program looks at first, with its name. */
  readonly validators: ReadonlyMap<string, string>;
  /** Functions that are read like fields. */
  readonly properties: ReadonlySet<string>;
  /** Classes that take no value but their own. */
  readonly enumerations: ReadonlySet<string>;
  /** Undefined for a name that is never set. */
  readonly variable: (name: NameExpression) => Origin | undefined;
  /** What it was made of at first, likewise: the path of a file doesn't depend on what is written into it. */
  readonly made: (name: NameExpression) => Origin | undefined;
}

/** What only the running script knows. */
export const UNKNOWN: Origin = { trust: "unknown", source: undefined };

/** Words for what has no name in a program. */
export const COMMAND_LINE = "the command line";
export const STANDARD_INPUT = "standard input";
export const FILE_NAME = "the name of a file";
export const HISTORY = "the history of git";
export const ENTRY = "an entry of the archive";

/** Nobody's objects hold each other more deeply. */
const MAX_OPEN = 2;

/** The worst of what is kept at a place; undefined where it is made of itself. */
export function worstInside(at: object, kept: readonly Expression[], flow: Flow): Origin | undefined {
  if (flow.open.has(at) || flow.open.size >= MAX_OPEN) return undefined;
  flow.open.add(at);
  const origin = worstOf(kept, flow);
  flow.open.delete(at);
  return origin;
}

/** The worst of several values. */
export function worstOf(expressions: readonly Expression[], flow: Flow): Origin {
  return worstOrigin(expressions.map((part) => flow.originOf(part)));
}

/** Of a value that comes from where it stands. */
export function from(trust: Trust, at: Expression, label = shown(at), download = false): Origin {
  const source: Source = { label, place: at, download };
  return { trust, source };
}

/** Code for a message, short and on one line. */
export function shown({ source, span }: Expression): string {
  const text = source.text.slice(span.start, span.end);
  const line = text.replace(/\s+/g, " ").replaceAll("`", "");
  const isBare = /^[\w.$@[\]"'():?!&]+$/.test(line) && line.length <= 40;
  return `\`${isBare ? line : line.replace(/\(.*$/s, "(…)").replace(/\[.*$/s, "[…]").slice(0, 40)}\``;
}
