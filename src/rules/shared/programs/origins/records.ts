/** Objects that only keep what they are made with: `Settings = Struct.new(:host, :tag)`, `Data.define`, `OpenStruct`. */
import {
  type Assignment,
  type Call,
  type Expression,
  keyNamed,
  type NameExpression,
  optionOf,
  type Program,
} from "../../../../documents/program/program.ts";
import { type OnlyValueOf, onlyValuesIn } from "../../../../documents/program/variables.ts";
import { contains, type Span } from "../../../../source/span.ts";
import type { Origin } from "../trust.ts";
import { ownValuesIn } from "../values-inside.ts";
import { type Flow, worstInside } from "./flow.ts";

/** The records of a program. */
export interface Records {
  /** True for fields that get another value later, `settings.tag = tag`, or that a method of the record stands before. */
  readonly isChanged: (field: string) => boolean;
  /** What is put into a field by its place or by way of its setter: `settings[0] = tag`, `settings.send(:tag=, tag)`. */
  readonly putInto: (field: string) => readonly Expression[];
  /** What a method that stands in the record itself reads under the name of a field. */
  readonly fieldHere: (name: NameExpression) => readonly Expression[];
}

/** No script has more kinds of records. */
const MAX_RECORDS = 50;

/** Reads a program once. */
export function recordsIn(program: Program): Records {
  const records = program.assignments
    .filter(({ name, value }) => name !== undefined && isRecord(value))
    .slice(0, MAX_RECORDS);
  const given = records.map(({ name, span }) => ({ span, fields: fieldsGiven(`${name}.new`, program) }));
  const changed = new Set([...fieldsSet(program), ...methodsOf(records, program)]);
  const put = records.length > 0 ? [...putByPlace(program), ...putBySetter(program)] : [];
  return {
    isChanged: (field) => changed.has(field),
    putInto: (name) =>
      put.flatMap(({ field, value }) => (field === undefined || field === name ? [value] : [])),
    fieldHere: ({ name, span }) =>
      given.find((record) => contains(record.span, span))?.fields.get(name) ?? [],
  };
}

function fieldsSet({ assignments }: Program): string[] {
  return assignments.flatMap(({ target }) => (target?.kind === "member" ? (target.name ?? []) : []));
}

/** Those that stand in records, also where one is opened again. */
function methodsOf(records: readonly Assignment[], { functions, source }: Program): string[] {
  const isOpened = records.some(({ name }) =>
    new RegExp(`\\bclass ${name}\\b|\\b${name}\\.(?:class_eval|define_method)\\b`).test(source.text),
  );
  const isInside = (span: Span): boolean => records.some((record) => contains(record.span, span));
  return functions.flatMap(({ name, span }) => (isOpened || isInside(span) ? [name] : []));
}

/** A value that is put into a field; no field where it may be any. */
interface Put {
  readonly field: string | undefined;
  readonly value: Expression;
}

/** Lists have places as well, so that only what may be a record counts. */
function putByPlace(program: Program): Put[] {
  const onlyValueOf = onlyValuesIn(program);
  const valuesOf = ownValuesIn(program);
  return program.assignments.flatMap(({ target, value }): Put[] => {
    if (target?.kind !== "member" || !/^-?\d+$/.test(target.name ?? "0")) return [];
    const made = target.of.kind === "name" ? valuesOf(target.of)[0] : target.of;
    const fields = made?.kind === "call" ? fieldsOf(made.call, onlyValueOf) : undefined;
    const field = target.name === undefined ? undefined : fields?.at(Number(target.name));
    return made && !fields ? [] : [{ field, value }];
  });
}

function putBySetter({ calls }: Program): Put[] {
  return calls.flatMap(({ method, arguments: [named, value] }): Put[] => {
    if (!value || !/^(?:send|__send__|public_send)$/.test(method)) return [];
    const setter = keyNamed(named);
    if (setter !== undefined && !setter.endsWith("=")) return [];
    return [{ field: setter?.slice(0, -1), value }];
  });
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
  if (!receiver || values.length > 0 || flow.records.isChanged(method)) return undefined;
  const [made, ...others] = flow.madeOf(receiver);
  if (made?.kind !== "call" || others.length > 0) return undefined;
  const value = fieldGiven(made.call, method, flow.onlyValueOf);
  return value && worstInside(value, [value, ...flow.records.putInto(method)], flow);
}

/** What a method of a record reads under the name of a field; undefined for any other name. */
export function fieldHere(name: NameExpression, flow: Flow): Origin | undefined {
  const { fieldHere, isChanged, putInto } = flow.records;
  const values = fieldHere(name);
  if (values.length === 0 || isChanged(name.name)) return undefined;
  return worstInside(name, [...values, ...putInto(name.name)], flow);
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
