/** Classes of Python. Those that only list fields, as `@dataclass` and NamedTuple have it, keep what they are called with. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Expression, Parameter } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { readClass } from "./shared-syntax.ts";

/** `class Name(Base): …` */
export function readPythonClass(node: SyntaxNode, reading: Reading): Expression {
  const [name, ...rest] = namedChildren(node);
  const body = rest.find(({ type }) => type === "block");
  const fields = body && isRecord(rest, body, reading) ? namedChildren(body).flatMap(fieldIn) : [];
  if (!name || !body || fields.length === 0) return readClass(node, reading);
  const statements = new Set(fields.map(({ statement }) => statement));
  const others = namedChildren(body).filter((child) => !statements.has(child));
  readConstructor(node, reading.text(name), fields, reading);
  return reading.readClass(node, name, others);
}

interface Field {
  readonly statement: SyntaxNode;
  readonly name: SyntaxNode;
  readonly value: SyntaxNode | undefined;
}

/** Other classes may look at what they are given. */
function isRecord(parts: readonly SyntaxNode[], body: SyntaxNode, reading: Reading): boolean {
  const bases = parts.find(({ type }) => type === "argument_list");
  const isPlain = bases === undefined || /^\(\s*(?:\w+\.)?NamedTuple\s*\)$/.test(reading.text(bases));
  return isPlain && !/\bdef __(?:init|post_init|new)__\b/.test(reading.text(body));
}

/** `host: str = "web1.example.com"` */
function fieldIn(statement: SyntaxNode): Field[] {
  const [assignment] = statement.type === "expression_statement" ? namedChildren(statement) : [];
  if (assignment?.type !== "assignment") return [];
  const [name, type, value] = namedChildren(assignment);
  return name?.type === "identifier" && type?.type === "type" ? [{ statement, name, value }] : [];
}

/** As if it were written out: `def __init__(self, host): self.host = host`. */
function readConstructor(node: SyntaxNode, name: string, fields: readonly Field[], reading: Reading): void {
  const parameters = fields.map(
    (field): Parameter => ({
      name: reading.text(field.name),
      rest: false,
      fallback: fallbackOf(field, reading),
      type: undefined, // which nobody checks
    }),
  );
  reading.define(node, name, parameters, () => {
    for (const field of fields)
      reading.assign(field.statement, `self.${reading.text(field.name)}`, reading.name(field.name));
    return [];
  });
}

/** What `field(default_factory=list)` makes is empty. */
function fallbackOf({ value }: Field, reading: Reading): Expression | undefined {
  if (!value) return undefined;
  return /^(?:\w+\.)?field\(\s*default_factory\b/.test(reading.text(value))
    ? reading.nothing(value)
    : reading.read(value);
}
