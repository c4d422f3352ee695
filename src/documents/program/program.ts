/**
 * A Ruby, Python or JavaScript program in one vocabulary, so that a rule judges all three alike: calls, values, assignments,
 * functions, checks, and the programs it starts. Nothing is evaluated.
 */
import type { Segment } from "../../source/derived-text.ts";
import type { Place, SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import type { FileRole } from "../file-role.ts";
import type { StartedProgram } from "./started-programs.ts";

/** TypeScript counts as JavaScript. */
export type ProgramLanguage = "ruby" | "python" | "javascript";

/** What was read in a program. Everything stands in order of appearance. */
export interface ProgramContent {
  readonly calls: readonly Call[];
  readonly assignments: readonly Assignment[];
  readonly functions: readonly FunctionDefinition[];
  readonly checks: readonly Check[];
  /** What imported names stand for: modules, and their members with a dot. */
  readonly imported: ReadonlySet<string>;
  /** Names of functions that are read like fields: `@property`, `get name()`. */
  readonly properties: ReadonlySet<string>;
}

/** See the module comment. */
export interface Program extends ProgramContent {
  readonly kind: "program";
  readonly language: ProgramLanguage;
  readonly source: SourceText;
  readonly span: Span;
  readonly role: FileRole;
  readonly starts: readonly StartedProgram[];
  /** Set for a program in a shell script that takes what it prints: `X=$(python3 -c '…')`. */
  readonly outputTaken?: boolean;
  /** Where nesting goes deeper than a review follows, or the grammar lost its way. */
  readonly notFollowed: NotFollowed | undefined;
}

/** A part of a program that was not read, and why. */
export interface NotFollowed {
  readonly span: Span;
  /** Completes the sentence that starts with the path. */
  readonly reason: string;
}

/** `receiver.method(arguments, option: value)`; also backticks, whose method is "`", and `new X()`. */
export interface Call extends Place {
  /** Dotted, as far as it is made of names, with imports taken back: `child_process.exec`, `FileUtils.rm_rf`, `system`. */
  readonly path: string;
  readonly method: string;
  readonly receiver: Expression | undefined;
  /** Positional arguments. */
  readonly arguments: readonly Expression[];
  /** Keyword arguments, the pairs of a trailing hash or object. */
  readonly options: readonly Entry[];
  /** What a block or function makes of each item, where that is the result: `hosts.map { |host| host.shellescape }`. */
  readonly block: Expression | undefined;
  /** Set for what picks those items of a list that a check lets pass: `ARGV.select { |role| ROLES.include?(role) }`. */
  readonly onlyChecked?: Extent;
  /** True for a template that a function takes apart: `$\`ls ${folder}\``. */
  readonly tagged: boolean;
  /** The function it stands in, dotted when functions are nested; empty outside of any. */
  readonly scope: string;
  /** The branch, loop or function body it stands in. */
  readonly around: Span;
}

/** A pair of a map or of keyword arguments; no key for what is spread. */
export interface Entry {
  readonly key: string | undefined;
  readonly value: Expression;
}

/** A value as it is written. */
export type Expression =
  | TextExpression
  | NameExpression
  | MemberExpression
  | CallExpression
  | GroupExpression
  | MapExpression
  | ConstantExpression;

/** A string; interpolations are its values. */
export interface TextExpression extends Place {
  readonly kind: "text";
  readonly parts: readonly TextPart[];
}

/** A variable, or what Ruby writes like one: a method without arguments. Ruby keeps `@`, `$`. */
export interface NameExpression extends Place {
  readonly kind: "name";
  readonly name: string;
  readonly scope: string;
}

/** `of.name`, `of["name"]`, `of[index]`. */
export interface MemberExpression extends Place {
  readonly kind: "member";
  readonly of: Expression;
  /** Undefined when it is computed. */
  readonly name: string | undefined;
  readonly index: Expression | undefined;
  /** Dotted, as far as it is made of names. */
  readonly path: string;
}

/** The result of a call. */
export interface CallExpression extends Place {
  readonly kind: "call";
  readonly call: Call;
}

/**
 * Several values: `list` of all; `joined` to one text; `either` one of them; `spread` out into a list; `mixed` for anything
 * else that is computed from them, such as a condition.
 */
export interface GroupExpression extends Place {
  readonly kind: "list" | "joined" | "either" | "spread" | "mixed";
  readonly parts: readonly Expression[];
}

/** A hash, dictionary or object. */
export interface MapExpression extends Place {
  readonly kind: "map";
  readonly entries: readonly Entry[];
}

/** A number, symbol, boolean or pattern; `text` as it is written. */
export interface ConstantExpression extends Place {
  readonly kind: "constant";
  readonly text: string;
}

/** A piece of a string. */
export type TextPart =
  | {
      readonly kind: "literal";
      readonly text: string;
      readonly segments: readonly Segment[];
      readonly span: Span;
    }
  | { readonly kind: "value"; readonly value: Expression; readonly span: Span };

/** A variable gets a value. */
export interface Assignment extends Place {
  /** Undefined for `object.name = value`, of which `target` tells. */
  readonly name: string | undefined;
  readonly target: Expression | undefined;
  readonly value: Expression;
  /** True when the old value stays a part of the new one: `+=`, `<<`, `push`, and elements that are set. */
  readonly adds: boolean;
  readonly scope: string;
  /** The branch, loop or function body it stands in: after it, within this block, earlier values are gone. */
  readonly block: Span;
}

/** A function or method. */
export interface FunctionDefinition extends Place {
  readonly name: string;
  /** Scope of what stands inside it. */
  readonly scope: string;
  readonly parameters: readonly Parameter[];
  /** True when a library calls it with what stands on the command line: `@click.command()`, `@task`. */
  readonly isCommand: boolean;
  /** What it gives back: `return`, and the last expression where that counts. */
  readonly returned: readonly Expression[];
}

/** A parameter; `rest` takes all further arguments. */
export interface Parameter {
  readonly name: string;
  readonly rest: boolean;
  readonly fallback: Expression | undefined;
  /** The type it is annotated with, as it is written. */
  readonly type: string | undefined;
}

/** A variable was compared with a pattern or a list, and the script left when it didn't fit. */
export interface Check {
  readonly name: string;
  readonly scope: string;
  /** Where the check holds. */
  readonly holds: Span;
  /** True when it only tells that a path stays inside a folder. */
  readonly onlyPath: boolean;
  /** True when it tells of a line only. */
  readonly ofLine?: boolean;
  /** True for a path that was looked at without its `..`. */
  readonly resolves?: boolean;
}

/** What a check tells of a value: of the whole, or, as `^` and `$` make it in Ruby, of one of its lines. */
export type Extent = "whole" | "line";

/** The dotted name of a value that is made of names only. */
export function pathOf(expression: Expression | undefined): string | undefined {
  if (expression?.kind === "name") return expression.name;
  if (expression?.kind === "member") return expression.path === "" ? undefined : expression.path;
  return expression?.kind === "call" ? moduleOf(expression.call) : undefined;
}

/** `__import__("os")` stands for the module, as the name `os` does, and `getattr(os, "system")` for what it holds. */
function moduleOf({ path, arguments: [name, member] }: Call): string | undefined {
  const [of, held] = path === "getattr" ? [pathOf(name), literalOf(member)] : [];
  if (of !== undefined && held !== undefined) return `${of}.${held}`;
  return /^(?:__import__|importlib\.import_module)$/.test(path) ? literalOf(name) : undefined;
}

/** The text of a string without interpolations. */
export function literalOf(expression: Expression | undefined): string | undefined {
  if (expression?.kind === "joined") {
    const texts = expression.parts.map(literalOf);
    return texts.every((text) => text !== undefined) ? texts.join("") : undefined;
  }
  if (expression?.kind !== "text") return undefined;
  return expression.parts.every((part) => part.kind === "literal")
    ? expression.parts.map((part) => part.text).join("")
    : undefined;
}

/** A text or a symbol, as keys are written: `"name"`, `:name`. */
export function keyNamed(expression: Expression | undefined): string | undefined {
  return (
    literalOf(expression) ?? (expression?.kind === "constant" ? expression.text.replace(/^:/, "") : undefined)
  );
}

/** The value of a keyword argument. */
export function optionOf(call: Call, key: string): Expression | undefined {
  return call.options.findLast((entry) => entry.key === key)?.value;
}

/** The values an expression is directly made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "text":
      return expression.parts.flatMap((part) => (part.kind === "value" ? [part.value] : []));
    case "member":
      return expression.index ? [expression.of, expression.index] : [expression.of];
    case "call":
      return valuesOfCall(expression.call);
    case "map":
      return expression.entries.map((entry) => entry.value);
    case "name":
    case "constant":
      return [];
    default:
      return expression.parts;
  }
}

/** Receiver, arguments and options; of what a block makes of each item, the block. */
function valuesOfCall({ receiver, arguments: values, options, block }: Call): readonly Expression[] {
  if (block) return [block];
  return [...(receiver ? [receiver] : []), ...values, ...options.map((option) => option.value)];
}
