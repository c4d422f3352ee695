/** Models of pydantic, whose fields let only values of their types pass: `destination: Literal["staging", "production"]`. */
import { type Call, type Expression, type Program, pathOf } from "../../../../documents/program/program.ts";
import { isStrictPattern } from "../../../../documents/program/strict-pattern.ts";

/** Fields that are numbers, one of a list or fit a strict pattern, by the name of their class. */
export type Models = ReadonlyMap<string, ReadonlySet<string>>;

/** The models of a program. */
export function modelsIn(
  { language, imported, source, span }: Program,
  enumerations: ReadonlySet<string>,
): Models {
  const models = new Map<string, Set<string>>();
  if (language !== "python" || ![...imported].some((name) => name.startsWith("pydantic"))) return models;
  let open: { readonly fields: Set<string>; readonly indent: number } | undefined;
  for (const line of source.text.slice(span.start, span.end).split("\n")) {
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    if (open && indent <= open.indent) open = undefined;
    const [, name, bases = ""] = /^\s*class (\w+)(?:\(([^()]*)\))?:/.exec(line) ?? [];
    if (name !== undefined) {
      open = { fields: inherited(bases, models), indent };
      models.set(name, open.fields);
    } else if (open) readField(line, open.fields, enumerations);
  }
  return models;
}

function inherited(bases: string, models: Models): Set<string> {
  return new Set(bases.split(",").flatMap((base) => [...(models.get(base.trim()) ?? [])]));
}

function readField(line: string, fields: Set<string>, enumerations: ReadonlySet<string>): void {
  const [, name, type = "", value = ""] = /^\s+(\w+): ([^=]{1,200})(?:=(.*))?$/.exec(line) ?? [];
  if (name === undefined) return;
  const pattern = /\b(?:pattern|regex)=(r?(?:"[^"]+"|'[^']+'))/.exec(`${type}=${value}`)?.[1];
  const bare = type.trim().replace(/^Optional\[(.*)\]$/, "$1");
  const isSettled =
    SETTLED.test(bare.replace(/ *\| *None$/, "")) || enumerations.has(bare.replace(/ *\| *None$/, ""));
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

/** `deploy.model_dump()` holds what the object does. */
export function dumped({ method, receiver }: Call): Expression | undefined {
  return /^(?:model_dump|dict|model_copy|copy)$/.test(method) ? receiver : undefined;
}
