/** Options of the command line and questions that only take numbers, yes or no, or one of a list. */
import {
  type Call,
  type Expression,
  keyNamed,
  literalOf,
  optionOf,
  type Program,
  pathOf,
} from "../../../../documents/program/program.ts";
import { contains } from "../../../../source/span.ts";
import { readsCommandLine, readsInput } from "../incoming-texts.ts";
import { allowsOnly, type InsideOf, insideIn, isOwnList } from "./allowed-values.ts";

/** The names of such options: `parser.add_argument("--destination", choices=["staging", "production"])`, `@click.option("--count", type=int)`. */
export function settledOptionsIn(program: Program, enumerations: ReadonlySet<string>): Set<string> {
  const { calls } = program;
  const insideOf = insideIn(program);
  const permitting = calls.filter(
    ({ method, receiver, arguments: [allowed] }) =>
      method === "permit" && receiver === undefined && allowsOnly(allowed, insideOf),
  );
  const permits = ({ span }: Call): boolean =>
    permitting.slice(0, MAX_PERMITTING).some((permit) => contains(span, permit.span));
  const names = calls.flatMap((call) => {
    if (call.method === "choices")
      return call.arguments.every((one) => isOwnList(one, insideOf)) ? namesDeclared(call) : [];
    const isOption =
      /^(?:add_argument|option|requiredOption|argument|positional|flag|(?:class|method)_option)$/.test(
        call.method,
      );
    const isOne = enumerations.has(pathOf(optionOf(call, "type")) ?? "");
    if (!isOption || !(isOne || isSettledOption(call, insideOf) || permits(call) || makesNumber(call)))
      return [];
    const declared = call.arguments.flatMap((name) => (name.kind === "list" ? name.parts : [name]));
    return declared.flatMap((name) => optionNames(keyNamed(name)));
  });
  return new Set([...names, ...settledKeysIn(program)]);
}

/** `argument(:target) { permit %w[staging production] }` of TTY::Option; nobody's command has more. */
const MAX_PERMITTING = 200;

/** `.option("--lines <n>", "…", parseInt)`, `.option("--lines <n>", "…", (text) => Number(text), 100)` */
function makesNumber({ source, span, receiver }: Call): boolean {
  const start = receiver?.span.end ?? span.start;
  const text = source.text.slice(start, Math.min(span.end, start + MAX_OPTION));
  return MAKES_NUMBER.test(text.replace(/"[^"\n]*"|'[^'\n]*'|`[^`]*`/g, '""'));
}

/** Whatever it is given: `Number(text) ? text : 1` gives the text back. */
const MAKES_NUMBER =
  /(?:,\s*(?:Number\.)?(?:parseInt|parseFloat|Number)|=>\s*(?:Number\.)?(?:parseInt|parseFloat|Number)\(\s*\w+\s*(?:,\s*\d+\s*)?\))\s*[,)]/;

/** Nobody says more about an option. */
const MAX_OPTION = 400;

/** The names of such answers: `inquirer.prompt([{ type: "list", name: "destination", choices }])`. */
export function settledAnswersIn({ calls }: Program): Set<string> {
  return new Set(calls.flatMap((call) => (readsInput(call) ? settledQuestions(call) : [])));
}

/** `new Argument("<destination>").choices(["staging", "production"])` */
function namesDeclared({ receiver }: Call): string[] {
  if (receiver?.kind !== "call" || !/(?:^|\.)(?:Option|Argument)$/.test(receiver.call.path)) return [];
  return optionNames(keyNamed(receiver.call.arguments[0]));
}

/** Options with the function of the program that they are given to first: `type=release_tag`, `.option("--tag <tag>", "…", releaseTag, "v1")`. */
export function validatorsIn({ calls, functions }: Program): ReadonlyMap<string, string> {
  const named = new Set(functions.map(({ name }) => name));
  return new Map(
    calls.flatMap((call): [string, string][] => {
      if (!/^(?:add_argument|option|requiredOption|argument|coerce|argParser)$/.test(call.method)) return [];
      const given = optionOf(call, "type") ?? optionOf(call, "callback");
      const validator = (given ? [given] : call.arguments)
        .map(pathOf)
        .findLast((one) => named.has(one ?? ""));
      if (validator === undefined) return [];
      const options = [
        ...call.arguments.flatMap((name) => optionNames(keyNamed(name))),
        ...namesDeclared(call),
      ];
      return options.map((option): [string, string] => [option, validator]);
    }),
  );
}

/** No command line has more options. */
const MAX_HANDLERS = 200;

/** `o.on("-d NAME", %w[staging production]) { |name| options[:destination] = name }`: keys that only get such values. */
function settledKeysIn(program: Program): string[] {
  const insideOf = insideIn(program);
  const handlers = program.calls
    .filter((call) => call.method === "on" && readsCommandLine(call))
    .slice(0, MAX_HANDLERS);
  if (handlers.length === 0) return [];
  const settled = new Map<string, boolean>();
  const handled = new Set<string>();
  for (const { target, value, span } of program.assignments) {
    if (target?.kind !== "member" || target.name === undefined) continue;
    const handler = handlers.find((call) => contains(call.span, span));
    const isSettled =
      value.kind === "constant" ||
      literalOf(value) !== undefined ||
      (handler && takesOneOf(handler, insideOf));
    if (handler) handled.add(target.name);
    settled.set(target.name, (settled.get(target.name) ?? true) && isSettled === true);
  }
  return [...settled].flatMap(([name, isSettled]) => (isSettled && handled.has(name) ? [name] : []));
}

/** Answers that are picked from a list, or a number, or yes or no. */
const SETTLED_QUESTIONS =
  /^(?:select|list|rawlist|expand|checkbox|multiselect|confirm|toggle|number|numeral)$/;

/** True for a question like that: `prompts({ type: "select", choices })`. */
export function isSettledQuestion(call: Call, insideOf: InsideOf): boolean {
  return isSettledOption(call, insideOf) || SETTLED_QUESTIONS.test(literalOf(optionOf(call, "type")) ?? "");
}

function settledQuestions({ arguments: values, options }: Call): string[] {
  const maps = values.flatMap((value) => (value.kind === "list" ? value.parts : [value]));
  const all = [options, ...maps.flatMap((one) => (one.kind === "map" ? [one.entries] : []))];
  return all.flatMap((entries) => {
    const textAt = (key: string): string | undefined =>
      literalOf(entries.find((entry) => entry.key === key)?.value);
    return SETTLED_QUESTIONS.test(textAt("type") ?? "") ? (textAt("name") ?? []) : [];
  });
}

/** True for an option like that by what its declaration says. */
export function isSettledOption(call: Call, insideOf: InsideOf): boolean {
  const type = optionOf(call, "type");
  const isOwn = (list: Expression): boolean => isOwnList(list, insideOf);
  const isChoice =
    type?.kind === "call" &&
    /(?:^|\.)(?:Choice|IntRange|FloatRange)$/.test(type.call.path) &&
    type.call.arguments.every(isOwn);
  const isNumber =
    /^(?:int|float|bool|click\.INT|click\.BOOL)$/.test(pathOf(type) ?? "") ||
    /^(?:number|boolean|numeric)$/.test(keyNamed(type) ?? "");
  const choices = optionOf(call, "choices") ?? optionOf(call, "enum");
  const isOneOf = choices !== undefined && isOwn(choices);
  return isChoice || isNumber || isOneOf || allowsOnly(optionOf(call, "must_match"), insideOf);
}

/** `-d, --dry-run <value>` is looked up as `dry_run` in Python and as `dryRun` in JavaScript. */
function optionNames(declared = ""): string[] {
  const written = declared.replace(/^[<[]([\w-]+).*$/, "$1"); // `<destination>`, `[roles...]`
  const long = /--([\w-]+)/.exec(written)?.[1] ?? written.replace(/^-+/, "");
  return [long.replaceAll("-", "_"), long.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
}

/** True for an option that Ruby checks: `o.on("--destination NAME", %w[staging production])`, `o.on("--count N", Integer)`. */
export function takesOneOf({ path, arguments: values }: Call, insideOf: InsideOf): boolean {
  if (!/\.on$/.test(path)) return false;
  return (
    isSwitch(values) ||
    values.some(
      (value) =>
        allowsOnly(value, insideOf) ||
        (value.kind === "name" && /^(?:Integer|Float|Numeric|OptionParser.*Integer)$/.test(value.name)),
    )
  );
}

/** `o.on("-v", "--[no-]verbose")` is true or false. */
function isSwitch(values: readonly Expression[]): boolean {
  const declared = values.map((value) => literalOf(value) ?? "").filter((text) => text.startsWith("-"));
  return (
    declared.length > 0 &&
    declared.every((text) => /^(?:-\w|--(?:\[no-\])?[\w-]+)$/.test(text)) &&
    !values.some((value) => literalOf(value)?.startsWith("=")) && // `"--tag", "=NAME"` takes one
    values.every(({ kind }) => kind === "text")
  );
}
