/** Calls that print, and what they print: of the languages, of loggers, and of the program's own functions around them. */
import {
  type Call,
  type Expression,
  literalOf,
  optionOf,
  type Program,
  pathOf,
} from "../../../documents/program/program.ts";
import { isSecretName } from "../secrets/secret-names.ts";
import { type Handed, throughFunctions } from "./handed-values.ts";
import { partsShown } from "./secret-values.ts";
import type { ValuesOf } from "./values-inside.ts";

const RUBY =
  /^(?:puts|print|p|pp|printf|warn|abort|putc|ap|say|say_status|say_error|raise|fail|info|debug|(?:\$std(?:out|err)|STD(?:OUT|ERR)|Kernel)\.(?:puts|print|write|printf|p)|(?:Rails\.)?@?(?:logger|log)\.(?:debug|info|warn|error|fatal|unknown))$/i;
const PYTHON =
  /^(?:print|pprint(?:\.pprint)?|pp|sys\.(?:stdout|stderr)\.write|sys\.exit|(?:logging|(?:self\.)?_?log(?:ger)?|LOG(?:GER)?)\.(?:debug|info|warning|warn|error|critical|exception|log)|(?:click|typer)\.(?:echo|secho)|(?:\w+\.)?\w*(?:Error|Exception|SystemExit)|rich\.print|(?:rich\.)?(?:inspect|print_json))$/;
const JAVASCRIPT =
  /^(?:console\.(?:log|info|warn|error|debug|dir|table|trace)|process\.(?:stdout|stderr)\.write|(?:logger|log)\.(?:info|warn|error|debug|trace)|core\.(?:info|notice|warning|error|debug)|echo|new \w*Error)$/;

/** What the calls of a program print, those of its own functions included. */
export function printedValues(program: Program, valuesOf: ValuesOf): Handed[] {
  const direct = program.calls.flatMap((call): Handed[] =>
    isPrinting(call, program)
      ? [{ call, values: [...call.arguments, ...call.options.map(({ value }) => value)] }]
      : copiedOut(call),
  );
  const following = { valuesOf, parts: partsShown, isToldInside: isSecretName };
  const passed = throughFunctions(program, direct, following);
  return [...direct, ...passed.filter(({ call }) => !call.arguments.some(masks))];
}

/** `IO.copy_stream(".kamal/secrets", $stdout)` reads the file that it is given. */
function copiedOut(call: Call): Handed[] {
  const [from, to] = call.arguments;
  const isShown =
    call.path === "IO.copy_stream" && /^(?:\$std|STD)(?:out|err|OUT|ERR)$/.test(pathOf(to) ?? "");
  return isShown && from ? [{ call, values: [{ ...call, kind: "call", call }] }] : [];
}

function isPrinting(call: Call, program: Program): boolean {
  const { language, outputTaken } = program;
  const known = { ruby: RUBY, python: PYTHON, javascript: JAVASCRIPT }[language].test(call.path);
  const prints = known || isInherited(call, program);
  if (!prints && !isLogger(call)) return false;
  const file = optionOf(call, "file");
  const streams = file?.kind === "either" ? file.parts : file ? [file] : [];
  if (!streams.every((stream) => /^sys\.std(?:out|err)$/.test(pathOf(stream) ?? ""))) return false;
  const isError = streams.length > 0 || TO_ERRORS.test(call.path);
  if (outputTaken && prints && !isError) return false;
  return !call.arguments.some(masks);
}

/** `this.log(…)` in a class that has no such method itself: those of the frameworks for commands print. */
function isInherited({ path, source, span }: Call, { functions }: Program): boolean {
  return (
    /^(?:log|warn)$/.test(path) &&
    source.text.startsWith("this.", span.start) &&
    !functions.some(({ name }) => name === path)
  );
}

/** What is seen even when a script takes the output. */
const TO_ERRORS =
  /stderr|^(?:warn|abort|raise|fail)$|^console\.(?:error|warn|trace)$|^sys\.exit$|^(?:logging|(?:self\.)?_?log)/i;

/** `Logger.new($stdout).info`, `logging.getLogger(__name__).info`, `ui.say`, `console.print`, `spinner.succeed`. */
function isLogger({ method, receiver }: Call): boolean {
  if (!receiver || !SAYS.test(method)) return false;
  if (receiver.kind === "call") return LOGGER_MADE.test(receiver.call.path);
  const name = (pathOf(receiver) ?? "").replace(/^.*[.@]/, "");
  return SPEAKER.test(name);
}

const SAYS =
  /^(?:debug|verbose|info|notice|warn|warning|error|fatal|critical|success|succeed|ready|fail|start|box|text|log|say|puts|print|print_json|echo|dump|ok|step)$/;
const LOGGER_MADE =
  /^(?:Logger\.new|(?:\w+\.)*_?logger|logging\.getLogger|(?:rich\.console\.|rich\.)?Console|TTY\.Prompt\.new|pino|ora(?:\.default)?|consola\.\w+)$/;
const SPEAKER =
  /^(?:\w*_?(?:log|logger|console)|ui|shell|prompt|reporter|spinner|consola|signale|pastel|output|stdout|stderr|out|err|err_console)$/i;

/** `::add-mask::` tells the runner to hide the value. */
function masks(value: Expression): boolean {
  const text =
    literalOf(value) ??
    (value.kind === "text" && value.parts[0]?.kind === "literal" ? value.parts[0].text : "");
  return text.includes("add-mask");
}
