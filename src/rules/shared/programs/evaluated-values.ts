/** Texts that Ruby, Python and JavaScript run as programs of their own language. */
import { type Call, type Expression, keyNamed, type Program } from "../../../documents/program/program.ts";
import { isFileRead } from "./incoming-texts.ts";
import { valuesIn, valuesInside } from "./values-inside.ts";

/** A text that a call runs as a program of its own language. */
export interface EvaluatedValue {
  readonly call: Call;
  readonly value: Expression;
  /** What runs it, for a message. */
  readonly by: string;
}

const RUBY = /(?:^|\.)(?:eval|instance_eval|class_eval|module_eval)$/;
const PYTHON = /^(?:builtins\.)?(?:eval|exec)$/;
const JAVASCRIPT =
  /^(?:(?:globalThis|window|global)\.)?eval$|^new Function$|^Function$|^vm\.(?:runIn\w+|compileFunction)$|^new vm\.(?:Script|SourceTextModule)$/;

/** The texts that calls of a program evaluate. */
export function evaluatedValues(program: Program): EvaluatedValue[] {
  const { calls, language } = program;
  const names = { ruby: RUBY, python: PYTHON, javascript: JAVASCRIPT }[language];
  return calls.flatMap((call): EvaluatedValue[] => {
    const { path, method, arguments: values, receiver } = call;
    const value = path === "new Function" || path === "Function" ? values.at(-1) : values[0];
    if (value && language === "ruby" && TEMPLATES.test(path))
      return isReadFromFile(value, program) ? [] : [{ call, value, by: "ERB" }];
    if (value && language === "javascript" && evaluatesOtherwise(call)) return [{ call, value, by: method }];
    const compiled = language === "ruby" && method === "eval" ? compiledBy(receiver) : undefined;
    if (compiled) return [{ call, value: compiled, by: "eval" }];
    const [, sent] = values;
    const message = SENDS.test(method) ? (keyNamed(value) ?? "") : "";
    if (value && language === "ruby" && SENDS.test(method) && ANYTHING.test(path))
      return [{ call, value, by: method }];
    if (sent && language === "ruby" && EVALUATES.test(message)) return [{ call, value: sent, by: message }];
    if (value && names.test(path)) return [{ call, value, by: path.startsWith("new ") ? path : method }];
    const evaluates = method === "then" && value?.kind === "name" && value.name === "eval";
    return evaluates && receiver ? [{ call, value: receiver, by: "eval" }] : [];
  });
}

/** `(() => {}).constructor(text)()`, `module._compile(text, name)` and `import("data:text/javascript," + text)` make a program of a text. */
function evaluatesOtherwise({ path, method, receiver, arguments: values }: Call): boolean {
  if (/^(?:constructor|_compile)$/.test(method)) return receiver !== undefined && values.length > 0;
  return path === "import" && values.some(startsAsData);
}

function startsAsData(value: Expression): boolean {
  const first = value.kind === "joined" ? value.parts[0] : value;
  const part = first?.kind === "text" ? first.parts[0] : undefined;
  return part?.kind === "literal" && /^data:/.test(part.text);
}

const SENDS = /^(?:send|__send__|public_send)$/;

/** What has a method for every command: `Kernel.send(name, text)`. */
const ANYTHING = /^(?:Kernel|Process|IO|Open3|Object)\.\w+$/;

const EVALUATES = /^(?:instance_|class_|module_)?eval$/;

/** `RubyVM::InstructionSequence.compile(text).eval` */
function compiledBy(receiver: Expression | undefined): Expression | undefined {
  return receiver?.kind === "call" && /InstructionSequence\.(?:compile|new)$/.test(receiver.call.path)
    ? receiver.call.arguments[0]
    : undefined;
}

const TEMPLATES = /^(?:ERB|Erubi\.Engine|Erubis\.Eruby)\.new$/;

/** Templates that lie in files are meant to run, whichever of them somebody names. */
function isReadFromFile(template: Expression, program: Program): boolean {
  for (const value of valuesInside(template, valuesIn(program)))
    if (value.kind === "call" && (isFileRead(value.call) || value.call.method === "read")) return true;
  return false;
}
