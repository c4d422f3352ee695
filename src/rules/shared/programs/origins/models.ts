/** Models of pydantic, whose fields let only values of their types pass: `destination: Literal["staging", "production"]`. */
import {
  type Call,
  type Expression,
  literalOf,
  optionOf,
  type Program,
  pathOf,
} from "../../../../documents/program/program.ts";
import { isStrictPattern } from "../../../../documents/program/strict-pattern.ts";

/** Fields that are numbers, one of a list or fit a strict pattern, by the name of their class. */
export type Models = ReadonlyMap<string, ReadonlySet<string>>;

/** The models of a program, without the fields that it sets itself: what is set later is not looked at. */
export function modelsIn(program: Program, enumerations: ReadonlySet<string>): Models {
  const { language, imported, source, span } = program;
  const models = new Map<string, Set<string>>();
  if (language !== "python" || ![...imported].some((name) => name.startsWith("pydantic"))) return models;
  const text = source.text.slice(span.start, span.end);
  if (SETS_ANY_FIELD.test(text)) return models;
  const first = source.positionAt(span.start).line;
  const inMethods = new Set<number>();
  let open: Open | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const indent = line.search(/[^\s#]/);
    if (indent < 0) continue;
    if (open && indent <= open.indent) open = undefined;
    const [, name, bases = ""] = /^\s*class (\w+)(?:\(([^()]*)\))?:/.exec(line) ?? [];
    if (name !== undefined && !open) {
      const fields = inherited(bases, models);
      if (fields) models.set(name, fields);
      else models.delete(name);
      open = fields && { fields, indent, inner: undefined };
    } else if (open) {
      open.inner ??= indent;
      if (indent === open.inner) readField(line, open.fields, enumerations);
      else inMethods.add(first + index);
    }
  }
  const set = fieldsSet(program, inMethods);
  for (const fields of models.values()) for (const field of fields) if (set.has(field)) fields.delete(field);
  return models;
}

/** The model whose lines are read; its fields stand at the indent of the first one. */
interface Open {
  readonly fields: Set<string>;
  readonly indent: number;
  inner: number | undefined;
}

/** Undefined for a class that is no model. */
function inherited(bases: string, models: Models): Set<string> | undefined {
  const names = bases.split(",").map((base) => base.trim());
  const isModel = names.some((name) => models.has(name) || /(?:^|\.)Base(?:Model|Settings)$/.test(name));
  return isModel ? new Set(names.flatMap((name) => [...(models.get(name) ?? [])])) : undefined;
}

/** Whichever its name is: `setattr(deploy, name, text)`. */
const SETS_ANY_FIELD = /\bsetattr\(|__setattr__|(?:__dict__|\bvars\(\w{1,100}\))(?:\[|\.update)/;

/** `deploy.tag = text`, and in the methods of models `self.tag = text`; other classes' `self` says nothing of a model. */
function fieldsSet({ assignments, source }: Program, inMethods: ReadonlySet<number>): Set<string> {
  const fields = assignments.flatMap(({ name = "", target, value }) => {
    if (literalOf(value) !== undefined) return [];
    if (target?.kind === "member") return target.name ?? [];
    const [, own] = /^self\.(\w+)$/.exec(name) ?? [];
    return own !== undefined && inMethods.has(source.positionAt(value.span.start).line) ? own : [];
  });
  return new Set(fields);
}

function readField(line: string, fields: Set<string>, enumerations: ReadonlySet<string>): void {
  const [, name, type = "", value = ""] = /^\s+(\w+): ([^=]{1,200})(?:=(.*))?$/.exec(line) ?? [];
  if (name === undefined) return;
  const pattern = /\b(?:pattern|regex)=(r?(?:"[^"]+"|'[^']+'))/.exec(`${type}=${value}`)?.[1];
  const bare = type
    .trim()
    .replace(/^Optional\[(.*)\]$/, "$1")
    .replace(/(?<! ) *\| *None$/, "");
  const isSettled = SETTLED.test(bare) || enumerations.has(bare);
  if (isSettled || (pattern !== undefined && isStrictPattern(pattern))) fields.add(name);
  else fields.delete(name);
}

const SETTLED =
  /^(?:Literal\[[^\]]*\]|int|bool|float|UUID[145]?|(?:Positive|NonNegative|Strict)(?:Int|Float|Bool))$/;

/** The class that an object is made of: `Deploy(**data)`, `Deploy.model_validate(data)`, `TypeAdapter(Deploy).validate_python(data)`. */
export function modelMade({ path, method, receiver }: Call): string | undefined {
  if (receiver === undefined) return path;
  if (!MAKES.test(method)) return undefined;
  const adapted = receiver.kind === "call" && /(?:^|\.)TypeAdapter$/.test(receiver.call.path);
  return pathOf(adapted ? receiver.call.arguments[0] : receiver);
}

const MAKES =
  /^(?:model_validate(?:_json|_strings)?|parse_(?:obj|raw|file)|validate_(?:python|json|strings))$/;

/** `deploy.model_dump()` holds what the object does; a copy with an `update` holds what nobody looked at. */
export function dumped(call: Call): Expression | undefined {
  const { method, receiver } = call;
  return !optionOf(call, "update") && /^(?:model_dump|dict|model_copy|copy)$/.test(method)
    ? receiver
    : undefined;
}
