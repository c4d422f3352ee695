/** Where the values of a program come from, as far as its assignments, parameters, checks and calls tell. */
import {
  type Call,
  type Expression,
  type FunctionDefinition,
  literalOf,
  type NameExpression,
  optionOf,
  type Program,
  partsOf,
  pathOf,
} from "../../../documents/program/program.ts";
import type { StartedProgram } from "../../../documents/program/started-programs.ts";
import { isStrictPattern } from "../../../documents/program/strict-pattern.ts";
import {
  type OnlyValueOf,
  onlyValuesIn,
  scopesFrom,
  variableKey,
} from "../../../documents/program/variables.ts";
import { contains } from "../../../source/span.ts";
import { trustOfVariable } from "../scripts/environment-variables.ts";
import { checksIn, type Passed } from "./checked-variables.ts";
import { type Definition, definitionsIn } from "./definitions.ts";
import { isEnvironment, variableLookedUp } from "./environment.ts";
import {
  computes,
  effectOfCall,
  isFileRead,
  isRequest,
  listsFiles,
  makesHarmless,
  readsCommandLine,
  readsInput,
  type Use,
} from "./known-calls.ts";
import { outputOrigin } from "./output-origin.ts";
import { isOrdered, reaching } from "./reaching.ts";
import { CONSTANT, type Origin, type Source, type Trust, worstOrigin } from "./trust.ts";

/** Tells the origin of a value for the use the reader was made for. */
export type OriginOf = (expression: Expression) => Origin;

/** Values travel along chains of assignments; programs in which they travel longer are given up as unknown. */
const MAX_ROUNDS = 10;

/** Reads a program once; the result answers for any of its expressions. */
export function originsIn(program: Program, use: Use): OriginOf {
  const known = KNOWN.get(program) ?? new Map<Use, OriginOf>();
  KNOWN.set(program, known);
  const originOf = known.get(use) ?? readOrigins(program, use);
  known.set(use, originOf);
  return originOf;
}

/** Several rules ask the same of one program. */
const KNOWN = new WeakMap<Program, Map<Use, OriginOf>>();

/** What a started program prints doesn't depend on the use. */
const OUTPUTS = new WeakMap<StartedProgram, Origin>();

function readOrigins(program: Program, use: Use): OriginOf {
  const definitions = definitionsIn(program);
  const settled = new Map<Definition, Origin>();
  const whole = new Map<string, Origin>();
  const results = new Map(program.functions.map(({ name }) => [name, CONSTANT]));
  const flow: Flow = {
    use,
    outputOf: (start) => {
      const origin = OUTPUTS.get(start) ?? outputOrigin(start) ?? CONSTANT;
      OUTPUTS.set(start, origin);
      return origin;
    },
    starts: new Map(program.starts.map((start) => [start.call, start])),
    results,
    passed: checksIn(program, use),
    imported: program.imported,
    archives: ARCHIVES.test(program.source.text),
    onlyValueOf: onlyValuesIn(program),
    settledOptions: settledOptionsIn(program),
    made: (name) => {
      const found = scopesFrom(name.scope).map((scope) => definitions.get(variableKey(name.name, scope)));
      const first = found.find((all) => all !== undefined)?.filter(({ adds }) => !adds);
      return first ? worstOrigin(first.map((one) => settled.get(one) ?? CONSTANT)) : nameOrigin(name, flow);
    },
    variable: (name) => {
      for (const scope of scopesFrom(name.scope)) {
        const key = variableKey(name.name, scope);
        const all = definitions.get(key);
        if (!all) continue;
        const some = isOrdered(name, scope) ? reaching(all, name.span) : undefined;
        if (!some) return whole.get(key) ?? CONSTANT;
        return worstOrigin(some.map((one) => settled.get(one) ?? CONSTANT));
      }
      return undefined;
    },
  };
  const returned = program.functions.map((one) => ({
    name: one.name,
    values: use === "shell" && quotesForShell(one) ? [] : one.returned,
  }));
  settle({ definitions, settled, whole, returned, results }, flow);
  return (expression) => originOf(expression, flow);
}

/** A function that does what a library's quoting does: it puts `'\\''` for each quote. */
function quotesForShell({ source, span }: FunctionDefinition): boolean {
  return /'\\{1,4}''|'"'"'/.test(source.text.slice(span.start, Math.min(span.end, span.start + MAX_QUOTING)));
}

/** Such functions are short. */
const MAX_QUOTING = 600;

/** Origins only ever get worse, so going round until nothing changes finds them, cycles included. */
function settle({ definitions, settled, whole, returned, results }: Settling, flow: Flow): void {
  for (let round = 0, changed = true; changed; round++) {
    changed = false;
    for (const [key, all] of definitions)
      for (const definition of all) {
        const before = settled.get(definition) ?? CONSTANT;
        const now = round > MAX_ROUNDS ? UNKNOWN : definitionOrigin(definition, flow);
        if (worstOrigin([before, now]) === before) continue;
        settled.set(definition, now);
        whole.set(key, worstOrigin([whole.get(key) ?? CONSTANT, now]));
        changed = true;
      }
    for (const { name, values } of returned) {
      const before = results.get(name) ?? CONSTANT;
      const now = round > MAX_ROUNDS ? UNKNOWN : worstOf(values, flow);
      if (worstOrigin([before, now]) === before) continue;
      results.set(name, now);
      changed = true;
    }
  }
}

interface Settling {
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
  readonly settled: Map<Definition, Origin>;
  /** The worst of all a variable may hold. */
  readonly whole: Map<string, Origin>;
  /** What functions give back. */
  readonly returned: readonly { readonly name: string; readonly values: readonly Expression[] }[];
  readonly results: Map<string, Origin>;
}

interface Flow {
  readonly use: Use;
  readonly outputOf: (start: StartedProgram) => Origin;
  readonly starts: ReadonlyMap<Call, StartedProgram>;
  /** What functions of the program give back. */
  readonly results: ReadonlyMap<string, Origin>;
  readonly passed: Passed;
  readonly imported: ReadonlySet<string>;
  /** True for a program that takes archives apart. */
  readonly archives: boolean;
  readonly onlyValueOf: OnlyValueOf;
  /** Options of the command line that take numbers or one of a list. */
  readonly settledOptions: ReadonlySet<string>;
  /** What a variable was made of at first: the path of a file doesn't depend on what is written into it. */
  readonly made: (name: NameExpression) => Origin;
  /** Undefined for a name that is never set. */
  readonly variable: (name: NameExpression) => Origin | undefined;
}

const COMMAND_LINE = "the command line";

/** Types whose values hold nothing a shell could misread. */
const SETTLED_TYPES = /^(?:int|float|bool|number|boolean|bigint|(?:typing\.)?Literal\[)/;

const UNKNOWN: Origin = { trust: "unknown", source: undefined };

function definitionOrigin({ values, givenBy, type, name, at }: Definition, flow: Flow): Origin {
  if (SETTLED_TYPES.test(type ?? "")) return CONSTANT;
  if (givenBy === "elsewhere") {
    const instead = worstOrigin(values.map((value) => originOf(value, flow)));
    return instead.trust === "outside" ? instead : UNKNOWN;
  }
  if (givenBy === "command line")
    return flow.settledOptions.has(name)
      ? CONSTANT
      : { trust: "unknown", source: { label: COMMAND_LINE, place: at, download: false } };
  return worstOrigin(values.map((value) => originOf(value, flow)));
}

function originOf(expression: Expression, flow: Flow): Origin {
  switch (expression.kind) {
    case "constant":
      return CONSTANT;
    case "name":
      return nameOrigin(expression, flow);
    case "member":
      return memberOrigin(expression, flow);
    case "call":
      return callOrigin(expression.call, flow);
    default:
      return worstOf(partsOf(expression), flow);
  }
}

function worstOf(expressions: readonly Expression[], flow: Flow): Origin {
  return worstOrigin(expressions.map((part) => originOf(part, flow)));
}

const SETTLED_NAMES =
  /^(?:__(?:dir__|FILE__|file__|dirname|filename|name__)|self|this|cls|true|false|nil|None|undefined|\$(?:PROGRAM_NAME|0|PROCESS_ID|\$|\?|!|CHILD_STATUS)|_|import)$|^[A-Z]\w*$/;

function nameOrigin(name: NameExpression, flow: Flow): Origin {
  if (flow.passed(name)) return CONSTANT;
  const set = flow.variable(name);
  if (set) return set;
  if (/^(?:ARGV|\$\*|ARGF|\$<)$/.test(name.name)) return from("unknown", name);
  if (/^(?:gets|readline|STDIN|\$stdin)$/.test(name.name)) return from("unknown", name, "standard input");
  const result = flow.results.get(name.name);
  if (result) return result;
  return flow.imported.has(name.name) || SETTLED_NAMES.test(name.name) || name.name.includes(".")
    ? CONSTANT
    : UNKNOWN;
}

const FILE_NAME = "the name of a file";

const ARGUMENTS =
  /^(?:sys\.argv|process\.argv|Bun\.argv|Deno\.args|yargs\.argv|(?:program|commander|commander\.program)\.(?:args|processedArgs))$/;

function memberOrigin(member: Expression & { readonly kind: "member" }, flow: Flow): Origin {
  const variable = variableLookedUp(member);
  if (variable !== undefined) return environmentOrigin(variable, member, flow);
  const { path, of, name } = member;
  const isHeld =
    of.kind === "name" || (of.kind === "call" && (readsCommandLine(of.call) || readsInput(of.call)));
  if (name === "name" && of.kind === "name") return flow.made(of);
  if (name !== undefined && isHeld && flow.settledOptions.has(name)) return CONSTANT;
  if (isEnvironment(of)) return from("unknown", member);
  if (of.kind === "name" && of.name === "Dir")
    return flow.use === "path" ? CONSTANT : from("unknown", member, FILE_NAME);
  if (ARGUMENTS.test(path)) return from("unknown", member);
  if (/^(?:sys|process)\.stdin$/.test(path)) return from("unknown", member, "standard input");
  const base = pathOf(of);
  if (base !== undefined && (ARGUMENTS.test(base) || base === "ARGV")) return from("unknown", member);
  if (of.kind === "name" && /^(?:zx\.)?argv$/.test(of.name) && !flow.variable(of))
    return from("unknown", member);
  if (base === "github.context.payload" || /^(?:context\.payload|github\.event)\b/.test(path))
    return from("outside", member);
  if (/(?:^|\.)(?:length|size|returncode|status|statusCode|ok|pid|exitCode)$/.test(path)) return CONSTANT;
  return settledIdentity(name, worstOf([of], flow));
}

/** Of an event, what the forge makes up itself: nobody chooses a commit id or a number. */
function settledIdentity(name: string | undefined, origin: Origin): Origin {
  const isEvent =
    origin.trust === "outside" && /EVENT_PATH|payload|github\.event/.test(origin.source?.label ?? "");
  return isEvent && /^(?:sha|head_sha|merge_commit_sha|after|before|number|id|node_id)$/.test(name ?? "")
    ? CONSTANT
    : origin;
}

/** Where the runner keeps the event is nobody's choice; what is in it is. */
function environmentOrigin(name: string, at: Expression, { use }: Flow): Origin {
  const trust = use === "path" && name === EVENT ? "constant" : trustOfVariable(name);
  return trust === "constant" ? CONSTANT : from(trust, at);
}

function callOrigin(call: Call, flow: Flow): Origin {
  const at: Expression = { source: call.source, span: call.span, kind: "call", call };
  const variable = variableLookedUp(at);
  if (variable !== undefined) return environmentOrigin(variable, at, flow);
  if (call.path === "ENV.values_at")
    return worstOrigin(call.arguments.map((name) => environmentOrigin(literalOf(name) ?? "", at, flow)));
  if (makesHarmless(call, flow.use)) return CONSTANT;
  if (call.receiver?.kind === "name" && /^(?:path|to_path)$/.test(call.method))
    return flow.made(call.receiver);
  const start = flow.starts.get(call);
  if (start && !start.passesOn) return flow.outputOf(start);
  if (isRequest(call)) return from("outside", at, shown(at), true);
  if (flow.use === "path" && namesEntry(call, flow)) return from("outside", at, "An entry of the archive");
  if (call.path === "task") return from("unknown", at, COMMAND_LINE);
  if (readsInput(call)) return isSettledQuestion(call) ? CONSTANT : from("unknown", at, "standard input");
  if (readsCommandLine(call))
    return takesOneOf(call, flow.onlyValueOf) || isSettledOption(call)
      ? CONSTANT
      : from("unknown", at, COMMAND_LINE);
  if (listsFiles(call) && flow.use !== "path") return from("unknown", at, FILE_NAME);
  const result =
    call.receiver === undefined || isOwn(call.receiver) || isMadeHere(call.receiver, flow)
      ? flow.results.get(call.method)
      : undefined;
  if (result && !/^new /.test(call.path)) return result;
  if (isFileRead(call) && call.arguments.length > 0) return fileOrigin(call, at, flow);
  const effect = effectOfCall(call);
  if (effect === "settled") return CONSTANT;
  if (/^(?:parse|safeParse|parseAsync)$/.test(call.method) && isStrictSchema(call.receiver, flow))
    return CONSTANT;
  const isProperty = call.receiver?.kind === "name" && call.arguments.length === 0;
  if (isProperty && flow.settledOptions.has(call.method)) return CONSTANT;
  if (FINDS.test(call.path) && !computes(call.path)) return FOUND;
  const [looked] = call.arguments;
  if (call.method === "fetch" && looked && flow.settledOptions.has(nameOfKey(looked))) return CONSTANT;
  if (LOOKUP.test(call.method) && call.receiver && isTable(call.receiver, flow))
    return worstOf([call.receiver, ...call.arguments.slice(1)], flow);
  if (effect === "unknown" && isSettingOfModule(call)) return CONSTANT;
  if (effect === "unknown" && isForeignObject(call.receiver, flow)) return UNKNOWN;
  const given = settledIdentity(
    call.method === "dig" ? lastName(call) : undefined,
    worstOf(COUNTED.test(call.method) && call.receiver ? [call.receiver] : partsOf(at), flow),
  );
  return given.trust === "constant" && effect === "unknown" && !isPlain(call) && !isAboutValue(call)
    ? UNKNOWN
    : given;
}

/** Whose arguments say how many or which, and don't end up in the result. */
const COUNTED =
  /^(?:drop|take|first|last|sample|slice|substring|substr|at|charAt|rotate|in_groups_of|each_slice)$/;

/** `entry.full_name`: whoever made an archive named its files. */
function namesEntry({ method, receiver, arguments: values }: Call, { archives }: Flow): boolean {
  return archives && values.length === 0 && /^(?:full_name|name)$/.test(method) && receiver?.kind === "name";
}

/** `Paths.root_dir`, `Settings.app_name`: what a module of the project says of itself. */
function isSettingOfModule({ path, method, arguments: values }: Call): boolean {
  return (
    values.length === 0 &&
    /^[A-Z]\w*(?:\.[A-Z]\w*)*\.\w+$/.test(path) &&
    /^(?!.*(?:branch|tag|ref|user|input))(?:\w+_)?(?:path|dir|root|folder|host|port|service|app|app_name|service_name|registry|image)$/.test(
      method,
    )
  );
}

/** `Container.find(host: host)`: a class of the project looks something up, which is not what it was given. */
const FINDS = /^[A-Z]\w*(?:\.[A-Z]\w*)*\.(?:find|find_by|all|where|lookup|list)$/;
const FOUND: Origin = { trust: "chosen", source: undefined };

/** `git = Deploy::Git.new(branch)`: what a class of another file answers need not be what it was made of. */
function isForeignObject(receiver: Expression | undefined, { onlyValueOf, results }: Flow): boolean {
  const value = receiver?.kind === "name" ? onlyValueOf(receiver) : receiver;
  if (value?.kind !== "call" || !/^[A-Z][\w.]*\.new$/.test(value.call.path)) return false;
  return !results.has(value.call.path) && !computes(value.call.path);
}

/** Libraries that take archives apart. */
const ARCHIVES = /\b(?:TarReader|Minitar|Zip::(?:File|InputStream))\b/;

/** `event.dig(:pull_request, :head, :sha)`. */
function lastName({ arguments: values }: Call): string | undefined {
  const last = values.at(-1);
  return last && nameOfKey(last);
}

function nameOfKey(key: Expression): string {
  return literalOf(key) ?? (key.kind === "constant" ? key.text.replace(/^:/, "") : "");
}

/** `z.enum(["staging", "production"]).parse(value)` lets nothing else pass. */
function isStrictSchema(receiver: Expression | undefined, { onlyValueOf }: Flow): boolean {
  const schema = receiver?.kind === "name" ? onlyValueOf(receiver) : receiver;
  return (
    schema?.kind === "call" &&
    /(?:^|\.)z\.(?:coerce\.)?(?:enum|nativeEnum|literal|number|int|bigint|boolean|uuid)$/.test(
      schema.call.path,
    )
  );
}

const LOOKUP = /^(?:fetch|get|dig|values_at|fetch_values)$/;

/** A map that is spelled out: looking up a name in it gives one of its values, whoever chose the name. */
function isTable(receiver: Expression, flow: Flow): boolean {
  const value = receiver.kind === "name" ? flow.onlyValueOf(receiver) : receiver;
  if (value?.kind === "call" && value.call.method === "freeze" && value.call.receiver)
    return isTable(value.call.receiver, flow);
  return value?.kind === "map" || (value?.kind === "call" && value.call.path === "new Map");
}

function isOwn(receiver: Expression): boolean {
  return receiver.kind === "name" && /^(?:self|this)$/.test(receiver.name);
}

/** `git = Git.new(branch)`, where the class stands in the same file. */
function isMadeHere(receiver: Expression, { onlyValueOf, results }: Flow): boolean {
  const value = receiver.kind === "name" ? onlyValueOf(receiver) : receiver;
  return value?.kind === "call" && /^[A-Z]/.test(value.call.path) && results.has(value.call.path);
}

/** `parser.add_argument("--destination", choices=["staging", "production"])`, `@click.option("--count", type=int)`. */
function settledOptionsIn(program: Program): Set<string> {
  const { calls } = program;
  const names = calls.flatMap((call) => {
    if (readsInput(call)) return settledQuestions(call);
    const isOption = /^(?:add_argument|option|argument|positional|(?:class|method)_option)$/.test(
      call.method,
    );
    if (!isOption || !isSettledOption(call)) return [];
    return call.arguments.flatMap((name) => optionNames(nameOfKey(name)));
  });
  return new Set([...names, ...settledKeysIn(program)]);
}

/** No command line has more options. */
const MAX_HANDLERS = 200;

/** `o.on("-d NAME", %w[staging production]) { |name| options[:destination] = name }`: keys that only get such values. */
function settledKeysIn(program: Program): string[] {
  const onlyValueOf = onlyValuesIn(program);
  const handlers = program.calls
    .filter((call) => call.method === "on" && readsCommandLine(call))
    .slice(0, MAX_HANDLERS);
  if (handlers.length === 0) return [];
  const settled = new Map<string, boolean>();
  for (const { target, value, span } of program.assignments) {
    if (target?.kind !== "member" || target.name === undefined) continue;
    const handler = handlers.find((call) => contains(call.span, span));
    const isSettled =
      value.kind === "constant" ||
      literalOf(value) !== undefined ||
      (handler && takesOneOf(handler, onlyValueOf));
    settled.set(target.name, (settled.get(target.name) ?? true) && isSettled === true);
  }
  return [...settled].flatMap(([name, isSettled]) => (isSettled ? [name] : []));
}

/** Answers that are picked from a list, or a number, or yes or no. */
const SETTLED_QUESTIONS =
  /^(?:select|list|rawlist|expand|checkbox|multiselect|confirm|toggle|number|numeral)$/;

/** `prompts({ type: "select", choices })`. */
function isSettledQuestion(call: Call): boolean {
  return isSettledOption(call) || SETTLED_QUESTIONS.test(literalOf(optionOf(call, "type")) ?? "");
}

/** The names of such answers: `inquirer.prompt([{ type: "list", name: "destination", choices }])`. */
function settledQuestions({ arguments: values, options }: Call): string[] {
  const maps = values.flatMap((value) => (value.kind === "list" ? value.parts : [value]));
  const all = [options, ...maps.flatMap((one) => (one.kind === "map" ? [one.entries] : []))];
  return all.flatMap((entries) => {
    const textAt = (key: string): string | undefined =>
      literalOf(entries.find((entry) => entry.key === key)?.value);
    return SETTLED_QUESTIONS.test(textAt("type") ?? "") ? (textAt("name") ?? []) : [];
  });
}

function isSettledOption(call: Call): boolean {
  const type = optionOf(call, "type");
  const isChoice = type?.kind === "call" && /(?:^|\.)(?:Choice|IntRange|FloatRange)$/.test(type.call.path);
  const isNumber =
    /^(?:int|float|bool|click\.INT|click\.BOOL)$/.test(pathOf(type) ?? "") ||
    /^(?:number|boolean|numeric)$/.test(type ? nameOfKey(type) : "");
  const isOneOf = (optionOf(call, "choices") ?? optionOf(call, "enum")) !== undefined;
  return isChoice || isNumber || isOneOf;
}

/** `-d, --dry-run <value>` is looked up as `dry_run` in Python and as `dryRun` in JavaScript. */
function optionNames(written: string): string[] {
  const long = /--([\w-]+)/.exec(written)?.[1] ?? written.replace(/^-+/, "");
  return [long.replaceAll("-", "_"), long.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
}

/** `o.on("--destination NAME", %w[staging production])`, `o.on("--count N", Integer)`. */
function takesOneOf({ path, arguments: values }: Call, onlyValueOf: OnlyValueOf): boolean {
  return (
    /\.on$/.test(path) &&
    values.some((value) => {
      const known = value.kind === "name" ? (onlyValueOf(value) ?? value) : value;
      const list = known.kind === "call" && known.call.method === "freeze" ? known.call.receiver : known;
      return (
        list?.kind === "list" ||
        (known.kind === "constant" && isStrictPattern(known.text)) ||
        (known.kind === "name" && /^(?:Integer|Float|Numeric|OptionParser.*Integer)$/.test(known.name))
      );
    })
  );
}

/** What a value that is known says of itself is known as well: `file.path`. */
function isAboutValue({ receiver }: Call): boolean {
  if (receiver === undefined) return false;
  return (
    receiver.kind === "call" || (receiver.kind === "name" && !/^(?:[A-Z]|self$|this$)/.test(receiver.name))
  );
}

/** A class is made of constants: `Config.new`; what it then answers is unknown. */
function isPlain({ path }: Call): boolean {
  return /^new |\.new$/.test(path);
}

const EVENT = "GITHUB_EVENT_PATH";

/** A file of the repository was reviewed with it; one that somebody names may be any. */
function fileOrigin(call: Call, at: Expression, flow: Flow): Origin {
  const path = worstOf(call.arguments.slice(0, 1), flow);
  const [file] = call.arguments;
  const name = literalOf(file);
  if (file && variableLookedUp(file) === EVENT) return from("outside", at);
  if (path.trust !== "constant") return path;
  return name !== undefined && /^\/(?:tmp|var\/tmp)\//.test(name)
    ? from("unknown", at)
    : from("configured", at);
}

function from(trust: Trust, at: Expression, label = shown(at), download = false): Origin {
  const source: Source = { label, place: at, download };
  return { trust, source };
}

/** Code for a message, short and on one line. */
function shown({ source, span }: Expression): string {
  const text = source.text.slice(span.start, span.end);
  const line = text.replace(/\s+/g, " ").replaceAll("`", "");
  const isBare = /^[\w.$@[\]"'():?!&]+$/.test(line) && line.length <= 40;
  return `\`${isBare ? line : line.replace(/\(.*$/s, "(…)").replace(/\[.*$/s, "[…]").slice(0, 40)}\``;
}
