/** Which calls of a program are calls of its own functions. */
import { argumentsFor } from "../given-arguments.ts";
import type { Call, Expression, ProgramContent } from "../program.ts";

/** Told by the name of the function and by what it is called on. */
export interface OwnCalls {
  /** `run("ls")`, `self.run("ls")`, `Deploy.run("ls")`. */
  isOwn(call: Call): boolean;
  /** `Deploy.new.run("ls")`, `Deploy.current.run("ls")`, also through a variable. A library's object may have a method of that name as well. */
  isOnObject(call: Call): boolean;
}

/** Reads a program once; the result answers for any of its calls. */
export function ownCallsIn(content: ProgramContent): OwnCalls {
  const names = new Set(content.functions.map(({ name }) => name));
  const isStandard = standardIn(content);
  const isOwn = ({ method, receiver }: Call): boolean =>
    names.has(method) && isOwnReceiver(receiver, isStandard);
  const isObject = objectsIn(content, isOwn, isStandard);
  return { isOwn, isOnObject: ({ method, receiver }) => names.has(method) && isObject(receiver) };
}

/** The object itself, its class, or a class by name. */
function isOwnReceiver(receiver: Expression | undefined, isStandard: (path: string) => boolean): boolean {
  if (receiver === undefined) return true;
  if (receiver.kind === "call") return receiver.call.path === "self.class";
  if (receiver.kind !== "name" || isStandard(receiver.name)) return false;
  return /^(?:self|this|cls|[A-Z]\w*)$/.test(receiver.name);
}

/** Classes of the languages, whose methods are not the program's, whatever it calls its own. */
const STANDARD =
  /^(?:new )?(?:ENV|ARGV|ARGF|STDIN|STDOUT|STDERR|File|IO|Dir|Pathname|Path|StringIO|Tempfile|FileUtils|Kernel|Process|PTY|Open3|Net|URI|OpenURI|JSON|YAML|Psych|Marshal|ERB|CSV|Zlib|Digest|OpenSSL|Base64|SecureRandom|Shellwords|Socket|TCPSocket|UDPSocket|Hash|Array|String|Struct|Time|Date|DateTime|Rails|Object|Buffer|Bun|Deno|Map|Set|URL|Headers|FormData)(?:\.(?:new|instance))?$/;

/** Those but for the ones that a program declares itself: `class Path { run(text) { … } }`. */
function standardIn({ functions: [first] }: ProgramContent): (path: string) => boolean {
  const declared = new Set(
    [...(first?.source.text.matchAll(DECLARED) ?? [])].map(([, name, made]) => name ?? made),
  );
  return (path) =>
    STANDARD.test(path) && !declared.has(path.replace(/^new /, "").replace(/\.(?:new|instance)$/, ""));
}

const DECLARED =
  /\b(?:class|module)[ \t]+([A-Z]\w*)|\b([A-Z]\w*)[ \t]*=[ \t]*(?:class\b|\{|(?:Class|Module|Struct)\.new\b)/g;

/** Objects that are made from a program's own classes, or that these give out, and variables that hold them. */
function objectsIn(
  content: ProgramContent,
  isOwn: (call: Call) => boolean,
  isStandard: (path: string) => boolean,
): (receiver: Expression | undefined) => boolean {
  const made = new Set(content.functions.map(({ name }) => name));
  const isMade = (value: Expression): boolean =>
    value.kind === "call" &&
    !isStandard(value.call.path) &&
    (made.has(value.call.path) || CONSTRUCTOR.test(value.call.path) || isGivenOut(value.call));
  const isGivenOut = (call: Call): boolean => call.receiver !== undefined && isOwn(call);
  const holders = holdersIn(content, isMade);
  return (receiver) =>
    receiver !== undefined && (receiver.kind === "name" ? holders.has(receiver.name) : isMade(receiver));
}

/** Nobody hands an object on more often: to a parameter, from there to a field, and to a variable. */
const MAX_ROUNDS = 4;

/** The names of variables, fields and parameters that hold such objects: `def __init__(self, runner): self.runner = runner`. */
function holdersIn(
  { assignments, functions, calls }: ProgramContent,
  isMade: (value: Expression) => boolean,
): ReadonlySet<string> {
  const byName = Map.groupBy(calls, ({ method, path }) => (path.startsWith("new ") ? path : method));
  const given = functions.flatMap(({ name, parameters }) =>
    parameters.flatMap((parameter, at) => [
      ...(parameter.fallback ? [{ name: parameter.name, value: parameter.fallback }] : []),
      ...(byName.get(name) ?? [])
        .slice(0, MAX_CALLS)
        .flatMap((call) => argumentsFor(call, parameter, at))
        .map((value) => ({ name: parameter.name, value })),
    ]),
  );
  const set = [...assignments, ...given].filter(({ value }) => /^(?:name|call|either)$/.test(value.kind));
  const holders = new Set<string>();
  const holds = (value: Expression): boolean =>
    value.kind === "name"
      ? holders.has(value.name)
      : value.kind === "either"
        ? value.parts.some(holds)
        : isMade(value);
  for (let round = 0, before = -1; round < MAX_ROUNDS && holders.size > before; round++) {
    before = holders.size;
    for (const { name, value } of set) if (name !== undefined && holds(value)) holders.add(name);
  }
  return holders;
}

/** Of a function that is called more often, the first calls tell what it is given. */
const MAX_CALLS = 20;

/** Ruby, Python and JavaScript; the classes of libraries have dots in their names, or their methods are known. */
const CONSTRUCTOR = /^(?:new [A-Z]\w*|[A-Z]\w*(?:\.(?:new|instance))?)$/;
