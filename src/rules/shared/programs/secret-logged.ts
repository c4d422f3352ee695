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
import { isSecretName } from "../secret-names.ts";
import { isEnvironment } from "./environment.ts";
import { partsShown, type SecretValue, secretValueOf } from "./secret-values.ts";
import { type ValuesOf, valuesIn, valuesInside } from "./values-inside.ts";

const RUBY =
  /^(?:puts|print|p|pp|printf|warn|abort|putc|ap|(?:\$std(?:out|err)|STD(?:OUT|ERR)|Kernel)\.(?:puts|print|write|printf|p)|(?:Rails\.)?@?(?:logger|log)\.(?:debug|info|warn|error|fatal|unknown))$/i;
const PYTHON =
  /^(?:print|pprint(?:\.pprint)?|pp|sys\.(?:stdout|stderr)\.write|sys\.exit|(?:logging|(?:self\.)?_?log(?:ger)?|LOG(?:GER)?)\.(?:debug|info|warning|warn|error|critical|exception|log)|click\.echo|typer\.echo|console\.(?:print|log))$/;
const JAVASCRIPT =
  /^(?:console\.(?:log|info|warn|error|debug|dir|table|trace)|process\.(?:stdout|stderr)\.write|(?:logger|log)\.(?:info|warn|error|debug|trace)|core\.(?:info|notice|warning|error|debug)|echo)$/;

/** Whoever reads the log of a deployment reads what these print. */
export function* checkProgram(program: Program): Iterable<Problem> {
  const valuesOf = valuesIn(program);
  for (const call of program.calls) {
    if (!isPrinting(call, program)) continue;
    for (const value of [...call.arguments, ...call.options.map((option) => option.value)]) {
      const secret = secretIn(value, valuesOf);
      if (!secret) continue;
      yield {
        at: call,
        message: `${MESSAGES[secret.kind](secret.label)} here, where everybody who sees the log can read it.`,
        ...(secret.kind === "variable" ? { subject: secret.label } : {}),
      };
      break;
    }
  }
}

const MESSAGES: Readonly<Record<SecretValue["kind"], (label: string) => string>> = {
  variable: (label) => `The secret ${label} is printed`,
  environment: () => "The whole environment with all its secrets is printed",
  file: (label) => `The secrets of ${label} are printed`,
};

function isPrinting(call: Call, { language }: Program): boolean {
  if (!{ ruby: RUBY, python: PYTHON, javascript: JAVASCRIPT }[language].test(call.path) && !isLogger(call))
    return false;
  const file = optionOf(call, "file");
  if (file && !/^sys\.std(?:out|err)$/.test(pathOf(file) ?? "")) return false;
  return !call.arguments.some(masks);
}

/** `Logger.new($stdout).info`, `logging.getLogger(__name__).info` */
function isLogger({ method, receiver }: Call): boolean {
  if (receiver?.kind !== "call" || !/^(?:debug|info|warn|warning|error|fatal)$/.test(method)) return false;
  return /^(?:Logger\.new|logging\.getLogger)$/.test(receiver.call.path);
}

/** `::add-mask::` tells the runner to hide the value. */
function masks(value: Expression): boolean {
  const text =
    literalOf(value) ??
    (value.kind === "text" && value.parts[0]?.kind === "literal" ? value.parts[0].text : "");
  return text.includes("add-mask");
}

function secretIn(value: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  for (const one of valuesInside(value, valuesOf, partsShown)) {
    const secret = secretValueOf(one) ?? namedSecret(one, valuesOf) ?? itemOfEnvironment(one, valuesOf);
    if (secret) return secret;
  }
  return undefined;
}

/** Parsers have tokens too. */
const CREDENTIAL_TOKEN =
  /^(?:.*[_-])?(?:api|access|auth|oauth|github|gh|gitlab|deploy|bot|bearer|registry|refresh|session|secret|webhook|slack|npm|ci|personal|service|hub)_?token$|^token$/i;

/** A variable with the name of a secret, unless its value is spelled out, or says something of a secret only. */
function namedSecret(value: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  if (value.kind !== "name" || !isSecretName(value.name) || /s$/i.test(value.name)) return undefined;
  const values = valuesOf(value);
  if (/token$/i.test(value.name) && !CREDENTIAL_TOKEN.test(value.name)) return undefined;
  const isTold =
    values.length > 0 && values.every((one) => /^(?:constant|text|list|map|mixed)$/.test(one.kind));
  return isTold ? undefined : { kind: "variable", label: `\`${value.name}\`` };
}

/** `ENV.each { |name, value| puts value }`. */
function itemOfEnvironment(value: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  if (value.kind !== "name" || /^(?:k|key|name|var)$/.test(value.name)) return undefined;
  const isItem = valuesOf(value).some((one) => {
    if (
      one.kind !== "call" ||
      !/^(?:each\w*|map|sort\w*|items|entries|forEach|select|filter)$/.test(one.call.method)
    )
      return false;
    const { receiver, arguments: values } = one.call;
    return [receiver, ...values].some((part) => part !== undefined && isEnvironment(part));
  });
  return isItem ? { kind: "environment", label: "" } : undefined;
}
