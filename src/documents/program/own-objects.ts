/** Variables that hold objects made from a program's own classes. */
import type { Call, Expression, ProgramContent } from "./program.ts";

/** Reads a program once; the result answers for any value that a method is called on. */
export function objectsIn({
  assignments,
  functions,
}: ProgramContent): (receiver: Call["receiver"]) => boolean {
  const made = new Set(functions.map(({ name }) => name));
  const isMade = (value: Expression): boolean =>
    value.kind === "call" && (made.has(value.call.path) || CONSTRUCTOR.test(value.call.path));
  const holders = new Set(assignments.flatMap(({ name, value }) => (isMade(value) ? (name ?? []) : [])));
  return (receiver) =>
    receiver !== undefined && (receiver.kind === "name" ? holders.has(receiver.name) : isMade(receiver));
}

/** Ruby, Python and JavaScript; the classes of libraries have dots in their names, or their methods are known. */
const CONSTRUCTOR = /^(?:new [A-Z]\w*|[A-Z]\w*(?:\.new)?)$/;
