/** Objects that only keep what they are made with: `Settings = Struct.new(:host, :tag)`, `Data.define`, `OpenStruct`. */
import { type Call, type Expression, keyNamed, optionOf } from "../../../../documents/program/program.ts";
import type { Origin } from "../trust.ts";
import type { Flow } from "./flow.ts";

/** What a record gives back under the name of a field: `settings.tag`. */
export function fieldOfRecord({ receiver, method, arguments: values }: Call, flow: Flow): Origin | undefined {
  if (!receiver || values.length > 0) return undefined;
  const [made, ...others] = flow.madeOf(receiver);
  if (made?.kind !== "call" || others.length > 0) return undefined;
  const fields = fieldsOf(made.call, made, flow);
  const value = fields && (optionOf(made.call, method) ?? made.call.arguments[fields.indexOf(method)]);
  return value && flow.originOf(value);
}

/** The names in the order in which they are given; undefined for any other object. */
function fieldsOf({ path }: Call, at: Expression, flow: Flow): readonly (string | undefined)[] | undefined {
  if (path === "OpenStruct.new") return [];
  const [, name] = /^([A-Z]\w*)\.new$/.exec(path) ?? [];
  const record = name === undefined ? undefined : flow.onlyValueOf({ ...at, kind: "name", name, scope: "" });
  const isRecord = record?.kind === "call" && /^(?:Struct\.new|Data\.define)$/.test(record.call.path);
  return isRecord ? record.call.arguments.map(keyNamed) : undefined;
}
