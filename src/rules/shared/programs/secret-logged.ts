/** HK-09 in Ruby, Python and JavaScript: secrets are printed. */
import {
  type Call,
  type Expression,
  literalOf,
  optionOf,
  type Program,
  pathOf,
} from "../../../documents/program/program.ts";
import type { Problem } from "../../../engine/rule.ts";
import { isSecretName } from "../secrets/secret-names.ts";
import { isEnvironment } from "./environment.ts";
import { type Handed, throughFunctions } from "./handed-values.ts";
import { onlyNames } from "./names-of-secrets.ts";
import { type SecretValue, secretFileBehind } from "./secret-file-reads.ts";
import { computedVariable, partsShown, pickedByName, picksKamals, secretValueOf } from "./secret-values.ts";
import { tracedRequests } from "./traced-requests.ts";
import { type ReturnedBy, returnedIn, type ValuesOf, valuesIn, valuesInside } from "./values-inside.ts";

const RUBY =
  /^(?:puts|print|p|pp|printf|warn|abort|putc|ap|say|say_status|say_error|raise|fail|info|debug|(?:\$std(?:out|err)|STD(?:OUT|ERR)|Kernel)\.(?:puts|print|write|printf|p)|(?:Rails\.)?@?(?:logger|log)\.(?:debug|info|warn|error|fatal|unknown))$/i;
const PYTHON =
  /^(?:print|pprint(?:\.pprint)?|pp|sys\.(?:stdout|stderr)\.write|sys\.exit|(?:logging|(?:self\.)?_?log(?:ger)?|LOG(?:GER)?)\.(?:debug|info|warning|warn|error|critical|exception|log)|(?:click|typer)\.(?:echo|secho)|(?:\w+\.)?\w*(?:Error|Exception|SystemExit)|rich\.print|(?:rich\.)?(?:inspect|print_json))$/;
const JAVASCRIPT =
  /^(?:console\.(?:log|info|warn|error|debug|dir|table|trace)|process\.(?:stdout|stderr)\.write|(?:logger|log)\.(?:info|warn|error|debug|trace)|core\.(?:info|notice|warning|error|debug)|echo|new \w*Error)$/;

/** Whoever reads the log of a deployment reads what these print. */
export function* checkProgram(program: Program): Iterable<Problem> {
  const valuesOf = valuesIn(program);
  const returnedBy = returnedIn(program);
  const outputOf = secretOutputsIn(program);
  const printed = printedValues(program, valuesOf);
  for (const { call, values } of printed) {
    for (const value of values) {
      const secret =
        secretIn(value, valuesOf, returnedBy) ??
        (TELLS_FAILURE.test(call.method) ? undefined : outputIn(value, valuesOf, outputOf));
      if (!secret) continue;
      yield {
        at: call,
        // GitHub masks what it knows to be secret, and an image has less of it at hand
        severity: /^(?:workflow|dockerfile)$/.test(program.role) ? "medium" : "high",
        message: `${MESSAGES[secret.kind](secret.label)} here, where everybody who sees the log can read it.`,
        ...(secret.kind === "variable" ? { subject: secret.label } : {}),
      };
      break;
    }
  }
  yield* tracedRequests(program);
}

/** What the calls of a program print, those of its own functions included. */
function printedValues(program: Program, valuesOf: ValuesOf): Handed[] {
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

const MESSAGES: Readonly<Record<SecretValue["kind"], (label: string) => string>> = {
  variable: (label) => `The secret ${label} is printed`,
  environment: () => "The whole environment with all its secrets is printed",
  file: (label) => `The secrets of ${label} are printed`,
};

function isPrinting(call: Call, { language, outputTaken }: Program): boolean {
  const prints = { ruby: RUBY, python: PYTHON, javascript: JAVASCRIPT }[language].test(call.path);
  if (!prints && !isLogger(call)) return false;
  const file = optionOf(call, "file");
  const streams = file?.kind === "either" ? file.parts : file ? [file] : [];
  if (!streams.every((stream) => /^sys\.std(?:out|err)$/.test(pathOf(stream) ?? ""))) return false;
  const isError = streams.length > 0 || TO_ERRORS.test(call.path);
  if (outputTaken && prints && !isError) return false;
  return !call.arguments.some(masks);
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
  /^(?:debug|verbose|info|notice|warn|warning|error|fatal|critical|success|succeed|fail|start|text|log|say|puts|print|print_json|echo|dump|ok|step)$/;
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

function secretIn(value: Expression, valuesOf: ValuesOf, returnedBy: ReturnedBy): SecretValue | undefined {
  const shown = (one: Expression): readonly Expression[] => [...partsShown(one), ...returnedBy(one)];
  for (const one of valuesInside(value, withoutKeys(valuesOf), shown)) {
    const secret =
      secretValueOf(one) ??
      computedVariable(one, valuesOf) ??
      secretFileBehind(one, valuesOf) ??
      namedSecret(one, valuesOf) ??
      itemOfEnvironment(one, valuesOf) ??
      pickedByName(one, valuesOf);
    if (secret) return secret;
  }
  return undefined;
}

/** `secrets.each { |name, value| … }`: the name of a secret is none, and neither is what was masked, or the user of a login. */
function withoutKeys(valuesOf: ValuesOf): ValuesOf {
  return (name) => {
    if (MASKED.test(name.name)) return [];
    const values = valuesOf(name);
    return /^(?:k|key|name|var|variable)$/.test(name.name) && values.every(isItem) ? [] : values;
  };
}

const MASKED = /^(?:(?:masked|redacted|sanitized|censored|obfuscated)(?:_|[A-Z]|$)|user(?:_?name)?$)/;

/** What a program that reads secrets prints: `out, status = Open3.capture2("bin/rails", "credentials:show")`, then `puts out`. */
function outputIn(value: Expression, valuesOf: ValuesOf, outputOf: SecretOutputs): SecretValue | undefined {
  if (outputOf.size === 0) return undefined;
  const shown = (one: Expression): readonly Expression[] =>
    one.kind === "name" && NO_OUTPUT.test(one.name) ? [] : partsShown(one);
  const valuesShown: ValuesOf = (name) => (NO_OUTPUT.test(name.name) ? [] : valuesOf(name));
  for (const one of valuesInside(value, valuesShown, shown)) {
    const label = one.kind === "call" ? outputOf.get(one.call) : undefined;
    if (label !== undefined) return { kind: "variable", label };
  }
  return undefined;
}

/** What a program prints when it fails is no secret. */
const TELLS_FAILURE = /^(?:abort|raise|fail|warn|error|fatal|exit)$/;

/** The other things that come back with the output. */
const NO_OUTPUT =
  /^_|(?:^|_)(?:stat|status|std_?err|err|errors?|code|exit_?code|ok|success)(?:$|_)|^(?:exitstatus|stderr|exitCode|s|st|res|wait|thr\w*|pid)$/;

type SecretOutputs = ReadonlyMap<Call, string>;

/** Calls whose result is a secret, with what they start. */
function secretOutputsIn({ starts, role }: Program): SecretOutputs {
  const found = starts.flatMap(({ call, words, passesOn }): [Call, string][] => {
    if (passesOn || PRINTS_ITSELF.test(call.path)) return [];
    const line = words
      .map((word) => firstText(word))
      .join(" ")
      .slice(0, LONGEST_LINE);
    const name = (READS_SECRETS.exec(line) ?? (role === "hook" ? KAMAL_TELLS.exec(line) : undefined))?.[0];
    return name === undefined ? [] : [[call, `that \`${name}\` gives`]];
  });
  return new Map(found);
}

/** What is asked of a secret manager is shorter. */
const LONGEST_LINE = 400;

const PRINTS_ITSELF = /(?:^|\.)(?:system|exec|spawn|sh)$/;

/** Kamal's own commands that show keys and logins; in scripts that people run, kamal-disclosure speaks of them. */
const KAMAL_TELLS = /(?:kamal|mrsk) (?:secrets print|config)\b/;

/** Programs that print secrets, and little else. */
const READS_SECRETS =
  /^(?:env|printenv)$|^cat (?:\S*\/)?(?:\.env(?:\.(?!example|sample|template|dist)[\w.-]+)?|secrets|master\.key)$|(?:^|\/)(?:(?:rails|rake) credentials:show|op read|vault (?:kv get|read) .*-field\b|aws secretsmanager get-secret-value|sops (?:-d|--decrypt|decrypt)|ejson decrypt|pass show|bw get password|gcloud secrets versions access|gh auth token|aws ecr get-login-password|kamal secrets (?:print|fetch|extract))\b/;

function firstText(word: Expression): string {
  const part = word.kind === "text" ? word.parts[0] : undefined;
  return part?.kind === "literal" ? part.text : "$";
}

/** Parsers have tokens too. */
const CREDENTIAL_TOKEN =
  /^(?:.*[_-])?(?:api|access|auth|oauth|github|gh|gitlab|deploy|bot|bearer|registry|refresh|session|secret|webhook|slack|npm|ci|personal|service|hub)_?token$|^token$/i;

/** A variable with the name of a secret, unless its value is spelled out, or says something of a secret only. */
function namedSecret(value: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  if (value.kind !== "name" || !isSecretName(value.name) || /s$/i.test(value.name)) return undefined;
  const values = valuesOf(value);
  if (/token$/i.test(value.name) && !CREDENTIAL_TOKEN.test(value.name)) return undefined;
  if (values.length > 0 && values.every((one) => isItem(one) || onlyNames(one, valuesOf))) return undefined;
  const isTold =
    values.length > 0 && values.every((one) => /^(?:constant|text|list|map|mixed)$/.test(one.kind));
  return isTold ? undefined : { kind: "variable", label: `\`${value.name}\`` };
}

/** The keys of a list are seldom secret for being called so. */
function isItem(value: Expression): boolean {
  return value.kind === "call" && /^(?:each\w*|items|entries|map|forEach)$/.test(value.call.method);
}

/** `ENV.each { |name, value| puts value }`. */
function itemOfEnvironment(value: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  if (value.kind !== "name" || /^(?:k|key|name|var)$/.test(value.name)) return undefined;
  const isItem = valuesOf(value).some((one) => {
    if (
      one.kind !== "call" ||
      one.call.method === "each_key" ||
      picksKamals(one.call) ||
      !/^(?:each\w*|map|sort\w*|items|entries|forEach|select|filter)$/.test(one.call.method)
    )
      return false;
    const { receiver, arguments: values } = one.call;
    return [receiver, ...values].some((part) => part !== undefined && isEnvironment(part));
  });
  return isItem ? { kind: "environment", label: "" } : undefined;
}
