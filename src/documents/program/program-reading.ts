/** A program while it is being read: where the reader stands and what was found so far. */
import type { DerivedText } from "../../source/derived-text.ts";
import type { Place } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import type { SyntaxNode } from "../syntax/syntax-tree.ts";
import { type Caught, EXIT, endOfCatch } from "./caught-errors.ts";
import { MadeFunctions } from "./made-functions.ts";
import {
  type Assignment,
  type Call,
  type Check,
  type Entry,
  type Expression,
  type FunctionDefinition,
  keyNamed,
  type NotFollowed,
  type Parameter,
  pathOf,
  type TextPart,
} from "./program.ts";
import { variableKey } from "./variables.ts";

/** Reading recurses; no person nests deeper. */
const MAX_DEPTH = 300;

/** What functions raise when something doesn't fit. */
const USUAL = ["ArgumentError", "ValueError", "RuntimeError", EXIT];

/** Reads a node of one language's grammar; every node is read once. */
export type ReadNode = (node: SyntaxNode, reading: Reading) => Expression;

/** See the module comment. */
export class Reading {
  readonly calls: Call[] = [];
  readonly assignments: Assignment[] = [];
  readonly functions: FunctionDefinition[] = [];
  readonly checks: Check[] = [];
  /** What imported names stand for. */
  readonly imports = new Map<string, string>();
  /** What names that stand for a function with some arguments already bring along. */
  readonly presets = new Map<string, readonly Entry[]>();
  /** Variables that are declared so far, by function and name. */
  readonly declared = new Set<string>();
  /** Variables that a function sets for the scope around it: by function and name. */
  readonly outer = new Map<string, string>();
  /** Functions that are read like fields. */
  readonly properties = new Set<string>();
  /** Classes whose objects are called like functions. */
  readonly callables = new Set<string>();
  /** The parts around, innermost last, whose errors are caught. */
  readonly caught: Caught[] = [];
  /** Variables that hold a lambda of Ruby, which `name[…]` calls as well. */
  readonly lambdas = new Set<string>();
  /** Methods that a program gives to texts, with the number of their parameters. */
  readonly textMethods = new Map<string, number>();
  private readonly made = new MadeFunctions();
  notFollowed: NotFollowed | undefined;
  scope = "";
  block: Span;
  /** The class around, by whose name its constructor is called. */
  className = "";
  /** True until the next function, when a decorator makes it a command. */
  isCommandNext = false;
  /** What the innermost function gives back so far. */
  returned: Expression[] = [];
  private depth = 0;
  readonly derived: DerivedText;
  private readonly readNode: ReadNode;

  constructor(derived: DerivedText, readNode: ReadNode) {
    this.derived = derived;
    this.readNode = readNode;
    this.block = this.span({ start: 0, end: derived.text.length });
  }

  /** Reads a node, unless it is nested too deep. */
  read(node: SyntaxNode): Expression {
    if (this.depth >= MAX_DEPTH) {
      this.notFollowed ??= {
        span: this.span({ start: node.start, end: node.start }),
        reason: "is nested deeper than a review can follow",
      };
      return this.group("mixed", node, []);
    }
    this.depth++;
    const expression = this.readNode(node, this);
    this.depth--;
    return expression;
  }

  readAll(nodes: readonly SyntaxNode[]): Expression[] {
    return nodes.filter(({ type, named }) => named && type !== "comment").map((node) => this.read(node));
  }

  /** Reads what runs only under a condition, or again and again. */
  readBlock(nodes: readonly SyntaxNode[], around: Span): Expression[] {
    const outside = this.block;
    this.block = this.span(around);
    const read = this.readAll(nodes);
    this.block = outside;
    return read;
  }

  /** Reads what stands where errors are caught. */
  readCaught<Read>(caught: readonly Caught[], read: () => Read): Read {
    this.caught.push(...caught);
    const result = read();
    this.caught.length -= caught.length;
    return result;
  }

  text({ start, end }: Span): string {
    return this.derived.text.slice(start, end);
  }

  span({ start, end }: Span): Span {
    return this.derived.toSource({ start, end });
  }

  place(node: Span): Place {
    return { source: this.derived.source, span: this.span(node), anchor: this.scope };
  }

  group(
    kind: "list" | "joined" | "either" | "spread" | "mixed",
    node: Span,
    parts: Expression[],
  ): Expression {
    return { ...this.place(node), kind, parts };
  }

  constant(node: Span): Expression {
    return { ...this.place(node), kind: "constant", text: this.text(node) };
  }

  /** For what has no value. */
  nothing({ start }: Span): Expression {
    return this.constant({ start, end: start });
  }

  map(node: Span, entries: readonly Entry[]): Expression {
    return { ...this.place(node), kind: "map", entries };
  }

  name(node: Span): Expression {
    const name = this.text(node);
    const scope = scopeOf(name, this.scope);
    return { ...this.place(node), kind: "name", name: this.imports.get(name) ?? name, scope };
  }

  /** `of.name` or `of[index]`. */
  member(
    node: Span,
    of: Expression,
    { name, index }: { readonly name?: string; readonly index?: Expression },
  ): Expression {
    const base = pathOf(of);
    const known = name ?? keyNamed(index);
    const path = base === undefined || known === undefined ? "" : `${base}.${known}`;
    return { ...this.place(node), kind: "member", of, name: known, index, path };
  }

  call(
    node: Span,
    { values = [], options = [], tagged = false, ...parts }: CallParts,
  ): Expression & { readonly kind: "call" } {
    const made = this.made.called(parts.method, parts.receiver, this.scope);
    const { receiver, method, path } = made === undefined ? parts : { method: made, path: made };
    const base = pathOf(receiver);
    const place = this.place(node);
    const call: Call = {
      ...place,
      anchor: this.scope === "" ? method : `${this.scope}/${method}`,
      path: path ?? (receiver === undefined ? method : `${base ?? "…"}.${method}`),
      method,
      receiver,
      arguments: values,
      options,
      block: undefined,
      tagged,
      scope: this.scope,
      around: this.around(),
    };
    this.calls.push(call);
    return { ...place, kind: "call", call };
  }

  /** The block, up to where an error of a function that is called would be caught. */
  private around(): Span {
    const ends = USUAL.map((error) => endOfCatch(error, this.caught, this.derived));
    const caught = ends.find((end) => end !== undefined);
    if (caught === undefined) return this.block;
    const { end } = this.span({ start: caught, end: caught });
    return { start: this.block.start, end: Math.min(this.block.end, end) };
  }

  assign(node: Span, target: Expression | string, value: Expression, adds = false): void {
    const place = { ...this.place(node), value, block: this.block };
    const { scope } = this;
    const named = typeof target === "string" ? target : target.kind === "name" ? target.name : undefined;
    if (typeof target !== "string" && named === undefined)
      this.assignments.push({ ...place, name: undefined, target, adds, scope });
    const name = named ?? (typeof target === "string" ? undefined : baseName(target));
    if (name === undefined) return;
    const all = adds || named === undefined;
    const set = this.outer.get(variableKey(name, scope)) ?? scopeOf(name, scope);
    this.assignments.push({ ...place, name, target: undefined, adds: all, scope: set });
    if (!all) this.made.assigned(name, set, value);
  }

  /** Reads a class's body. */
  readClass(node: Span, name: SyntaxNode | undefined, body: readonly SyntaxNode[]): Expression {
    this.inClass(name ? this.text(name) : "", () => this.readAll(body));
    return this.nothing(node);
  }

  /** Reads something as a part of a class. */
  inClass<Read>(name: string, read: () => Read): Read {
    const outside = this.className;
    this.className = name;
    const result = read();
    this.className = outside;
    return result;
  }

  /** Reads a function's body in a scope of its own. */
  define(node: Span, name: string, parameters: Parameter[], body: () => Expression[]): Expression {
    const isCommand = this.isCommandNext;
    this.isCommandNext = false;
    const outside = { scope: this.scope, block: this.block, returned: this.returned };
    const caughtOutside = this.caught.splice(0);
    this.scope = this.scope === "" ? name : `${this.scope}.${name}`;
    this.block = this.span(node);
    this.returned = [];
    const { scope } = this;
    const last = body();
    const returned = [...this.returned, ...last];
    Object.assign(this, outside);
    this.caught.push(...caughtOutside);
    const definition = { ...this.place(node), name, scope, parameters, isCommand, returned };
    this.made.ended(definition, this.functions);
    this.functions.push(definition);
    return this.nothing(node);
  }
}

/** What a call is made of. */
export interface CallParts {
  readonly receiver?: Expression | undefined;
  readonly method: string;
  readonly values?: Expression[];
  readonly options?: Entry[];
  readonly path?: string;
  readonly tagged?: boolean;
}

/** Instance, class and global variables, constants and properties of the object itself belong to no function. */
function scopeOf(name: string, scope: string): string {
  return /^(?:[@$]|[A-Z]|(?:self|this|cls)\.)/.test(name) ? "" : scope;
}

/** The variable whose element or property is meant. */
function baseName(expression: Expression): string | undefined {
  let at: Expression | undefined = expression;
  while (at?.kind === "member" || at?.kind === "call") at = at.kind === "member" ? at.of : at.call.receiver;
  return at?.kind === "name" ? at.name : undefined;
}

/** A piece of a string that stands for itself, escapes apart. */
export function literalPart(reading: Reading, at: Span, text: string): TextPart {
  const span = reading.span(at);
  return { kind: "literal", text, segments: [{ text, from: span }], span };
}

/** Calls whose result is what their block makes of each item. */
const MAPS = /^(?:map|flat_?[mM]ap|filter_map|collect|then|yield_self|to_h|index_with)$/;

/** The result of a call with a block. What the block is given still comes from the call without it. */
export function withBlock(
  expression: Expression & { readonly kind: "call" },
  block: Expression | undefined,
): Expression {
  if (!block || !MAPS.test(expression.call.method)) return expression;
  return { ...expression, call: { ...expression.call, block } };
}
