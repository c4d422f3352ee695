/** Objects that only keep what they are made with: `Settings = Struct.new(:host, :tag)`, `Data.define`, `OpenStruct`. */
import {
  type Call,
  type Expression,
  keyNamed,
  type NameExpression,
  optionOf,
  type Program,
} from "../../../../documents/program/program.ts";
import { type OnlyValueOf, onlyValuesIn } from "../../../../documents/program/variables.ts";
import { contains } from "../../../../source/span.ts";
import type { Origin } from "../trust.ts";
import { type Flow, worstOf } from "./flow.ts";

/** The records of a program. */
export interface Records {
  /** Fields that get another value later: `settings.tag = tag`. */
  readonly changed: ReadonlySet<string>;
  /** What a method that stands in the record itself reads under the name of a field. */
  readonly fieldHere: (name: NameExpression) => readonly Expression[];
}

/** No script has more kinds of records. */
const MAX_RECORDS = 50;

/** Reads a program once. */
export function recordsIn(program: Program): Records {
  const changed = new Set(
    program.assignments.flatMap(({ target }) => (target?.kind === "member" ? (target.name ?? []) : [])),
  );
  const records = program.assignments
    .filter(({ name, value }) => name !== undefined && isRecord(value))
    .slice(0, MAX_RECORDS);
  const given = records.map(({ name, span }) => ({ span, fields: fieldsGiven(`${name}.new`, program) }));
  return {
    changed,
    fieldHere: ({ name, span }) =>
      given.find((record) => contains(record.span, span))?.fields.get(name) ?? [],
  };
}

/** Everything that the calls of a path give for each field. */
function fieldsGiven(path: string, program: Program): ReadonlyMap<string, readonly Expression[]> {
  const onlyValueOf = onlyValuesIn(program);
  const given = new Map<string, Expression[]>();
  for (const call of program.calls) {
    if (call.path !== path) continue;
    for (const field of fieldsOf(call, onlyValueOf) ?? []) {
      const value = field === undefined ? undefined : fieldGiven(call, field, onlyValueOf);
      if (field === undefined || !value) continue;
      const others = given.get(field);
      if (others) others.push(value);
      else given.set(field, [value]);
    }
  }
  return given;
}

/** What a record gives back under the name of a field: `settings.tag`. */
export function fieldOfRecord({ receiver, method, arguments: values }: Call, flow: Flow): Origin | undefined {
  if (!receiver || values.length > 0 || flow.records.changed.has(method)) return undefined;
  const [made, ...others] = flow.madeOf(receiver);
  if (made?.kind !== "call" || others.length > 0) return undefined;
  const value = fieldGiven(made.call, method, flow.onlyValueOf);
  return value && flow.originOf(value);
}

/** What a method of a record reads under the name of a field; undefined for any other name. */
export function fieldHere(name: NameExpression, flow: Flow): Origin | undefined {
  const values = flow.records.fieldHere(name);
  return values.length > 0 && !flow.records.changed.has(name.name) ? worstOf(values, flow) : undefined;
}

function fieldGiven(made: Call, name: string, onlyValueOf: OnlyValueOf): Expression | undefined {
  const fields = fieldsOf(made, onlyValueOf);
  const isSpread =
    made.arguments.some(({ kind }) => kind === "spread") || made.options.some(({ key }) => key === undefined);
  if (isSpread) return undefined; // which moves the others
  return fields && (optionOf(made, name) ?? made.arguments[fields.indexOf(name)]);
}

/** The names in the order in which they are given; undefined for any other object. */
function fieldsOf(made: Call, onlyValueOf: OnlyValueOf): readonly (string | undefined)[] | undefined {
  if (made.path === "OpenStruct.new") return [];
  const [, name] = /^([A-Z]\w*)\.new$/.exec(made.path) ?? [];
  const record = name === undefined ? undefined : onlyValueOf({ ...made, kind: "name", name, scope: "" });
  return record?.kind === "call" && isRecord(record) ? record.call.arguments.map(keyNamed) : undefined;
}

function isRecord(value: Expression): boolean {
  return value.kind === "call" && /^(?:Struct\.new|Data\.define)$/.test(value.call.path);
}
