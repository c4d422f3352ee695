/** Classes and modules of a program, and which calls go to those of another file. */
import { posix } from "node:path";
import { type Call, type Expression, type Program, pathOf } from "../../../documents/program/program.ts";
import { onceFor } from "../../../source/once-for.ts";
import { isOwn } from "./origins/objects.ts";
import { returnedIn, type ValuesOf, valuesInside, valuesWithArgumentsIn } from "./values-inside.ts";

const MODULES =
  /^[ \t]*(?:(?:export |default |module |class )*(?:module|class) ([A-Z]\w*)|([A-Z]\w*) = (?:Struct\.new|Data\.define|Class\.new)\b)/gm;

/** Their names. */
export const modulesIn: (program: Program) => ReadonlySet<string> = onceFor(
  ({ source }: Program) =>
    new Set([...source.text.matchAll(MODULES)].flatMap(([, name, made]) => name ?? made ?? [])),
);

/** Their names, and those of objects that a file makes for others: `REPORTER = Reporter.new`. */
const offeredBy: (program: Program) => ReadonlySet<string> = onceFor((program: Program) => {
  const constants = program.assignments.flatMap(({ name }) => (name && /^[A-Z]/.test(name) ? [name] : []));
  return new Set([...modulesIn(program), ...constants]);
});

/** Tells whether a call goes to what another file defines. */
type GoesTo = (call: Call) => (other: Program) => boolean;

/** True for a function without a receiver, or one of a class, module or object of that file; other objects have methods of the same names. */
export const callsAcross: (program: Program) => GoesTo = onceFor((program: Program): GoesTo => {
  const returnedBy = returnedIn(program);
  const known = valuesWithArgumentsIn(program);
  const valuesOf: ValuesOf = (name) => [...known(name), ...returnedBy(name)];
  return ({ path, method, receiver }) => {
    if (receiver ? isOwn(receiver) : path === method) return () => true;
    const objects = receiver ? [...valuesInside(receiver, valuesOf, calledOn)] : [];
    const paths = objects.map((one) => (one.kind === "call" ? one.call.path : pathOf(one)));
    return (other) => [path, ...paths].some((one) => one !== undefined && leadsTo(other, one, program));
  };
});

/** `Reporter.new.report(settings)`: what a method is called on. */
function calledOn(value: Expression): readonly Expression[] {
  if (value.kind === "member") return [value.of];
  if (value.kind === "either") return value.parts; // `@reporter ||= Reporter.new`
  return value.kind === "call" && value.call.receiver ? [value.call.receiver] : [];
}

/** By a name that the other file gives, or by the name of the file where it is imported. */
function leadsTo(other: Program, path: string, { imported }: Program): boolean {
  const offered = offeredBy(other);
  if (path.split(/\W+/).some((word) => offered.has(word))) return true;
  const bare = path.replace(/^new /, "");
  const isImported = /^\.{1,2}\//.test(bare) || partsFrom(bare).some((part) => imported.has(part));
  return isImported && bare.split(/[^\w-]+/).includes(nameOf(other));
}

/** `lib`, `lib.reporter`, `lib.reporter.report` */
function partsFrom(path: string): string[] {
  const words = path.split(".").slice(0, MAX_WORDS);
  return words.map((_, at) => words.slice(0, at + 1).join("."));
}

/** Nobody's modules lie deeper. */
const MAX_WORDS = 12;

/** `lib/reporter.py` and `lib/reporter/__init__.py` are imported by the same name. */
function nameOf({ source: { path } }: Program): string {
  const name = posix.basename(path).replace(/\.\w+$/, "");
  return /^(?:index|__init__)$/.test(name) ? posix.basename(posix.dirname(path)) : name;
}
