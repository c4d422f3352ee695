/** Which calls of the languages' libraries start a program, and how they take it. */
import {
  type Call,
  type Expression,
  keyNamed,
  literalOf,
  optionOf,
  type ProgramLanguage,
  type TextPart,
} from "../program.ts";
import type { Start, StartForm } from "../started-programs.ts";
import { ofDockerLibrary } from "./docker-libraries.ts";
import type { Found, Known } from "./found.ts";
import { ofJavascript } from "./javascript-starts.ts";
import { ofPython } from "./python-starts.ts";
import { ofRunCommand } from "./run-command.ts";

/** Undefined for a call that starts nothing. */
export function classify(call: Call, language: ProgramLanguage, known: Known): Start | undefined {
  const ofLanguage = { ruby: ofRuby, python: ofPython, javascript: ofJavascript }[language];
  const found = ofLanguage(call, known) ?? ofRunCommand(call);
  if (!found || found.words.length === 0) return undefined;
  return { call, ...found, input: inputOf(call), passesOn: false };
}

function inputOf(call: Call): Expression | undefined {
  return optionOf(call, "input") ?? optionOf(call, "stdin_data");
}

const KERNEL =
  /^(?:(?:Kernel|Process|PTY|Bundler|self)\.)?(?:system|exec|spawn|unbundled_system|clean_system)$/;
const OPEN3 = /^Open3\.(?:capture(?:2e?|3)|popen(?:2e?|3))$/;

/** Gems that take a command as Ruby's own methods do. */
const LIKE_SYSTEM = /^(?:PTY\.getpty|Mixlib\.ShellOut\.new|shell_out!?|ChildProcess\.build)$/;

function ofRuby(call: Call, { text, speaksSshkit, channels }: Known): Found | undefined {
  const { method, path, receiver } = call;
  const byName = calledByName(call);
  if (byName) return oneOrMany(withoutEnvironment(byName));
  const values = call.arguments;
  if (method === "`") return { form: "shell", words: values };
  if (KERNEL.test(path) || OPEN3.test(path) || LIKE_SYSTEM.test(path))
    return oneOrMany(withoutEnvironment(values));
  if (/^Open3\.pipeline\w*$/.test(path)) return piped(withoutEnvironment(values));
  if (path === "IO.popen") return textOrList(withoutEnvironment(values)[0]);
  if (/^(?:sh|FileUtils\.sh|DSL\.sh)$/.test(path)) return oneOrMany(values);
  if (/^(?:open|read|readlines|foreach|binread)$/.test(method) && /^["'][ ]*\|/.test(written(values[0])))
    return { form: "shell", words: values.slice(0, 1) };
  if (method === "exec!" || (method === "exec" && isSession(path.replace(/\.exec$/, ""), channels)))
    return { form: "remote", words: values.slice(0, 1) };
  if (/^(?:execute|capture|background|test)$/.test(path) && speaksSshkit)
    return joinedWords("remote", values);
  // `cd` into it, as it is
  if (path === "within" && speaksSshkit) return { form: "remote", words: values.slice(0, 1) };
  if (/^run!?$/.test(method) && receiver && text.includes("TTY::Command")) return oneOrMany(values);
  return /^(?:run|inside)$/.test(path) && /\bThor\b/.test(text)
    ? { form: "shell", words: values.slice(0, 1) }
    : ofDockerLibrary(call);
}

/** A connection of Net::SSH by its name, or a channel that the program opens. */
function isSession(name: string, channels: ReadonlySet<string>): boolean {
  return /(?:ssh|session|channel)$/.test(name) || channels.has(name);
}

/** The arguments of `send(:system, …)` and `method(:system).call(…)`. */
function calledByName({ method, receiver, arguments: values }: Call): readonly Expression[] | undefined {
  const [named, ...others] = values;
  if (/^(?:send|__send__|public_send)$/.test(method))
    return STARTS.test(keyNamed(named) ?? "") ? others : undefined;
  const object = method === "call" && receiver?.kind === "call" ? receiver.call : undefined;
  return object?.method === "method" && STARTS.test(keyNamed(object.arguments[0]) ?? "") ? values : undefined;
}

const STARTS = /^(?:system|exec|spawn)$/;

/** A hash in front sets variables for the program. */
function withoutEnvironment(values: readonly Expression[]): readonly Expression[] {
  const [first, ...rest] = values;
  const isEnvironment =
    first?.kind === "map" || (first?.kind === "name" && /env/i.test(first.name) && rest.length > 0);
  return isEnvironment ? rest : values;
}

/** A single text goes to a shell, several words to the program itself. */
function oneOrMany(values: readonly Expression[]): Found | undefined {
  const [first, ...others] = values;
  if (!first) return undefined;
  if (others.length > 0 || first.kind === "spread") return { form: "argv", words: values };
  return textOrList(first);
}

function textOrList(value: Expression | undefined): Found | undefined {
  if (!value) return undefined;
  return value.kind === "list" ? { form: "argv", words: value.parts } : { form: "shell", words: [value] };
}

/** `Open3.pipeline("git log", %w[head -5])`: texts for a shell, and lists of words that none of them reads. */
function piped(values: readonly Expression[]): Found | undefined {
  const [first] = values;
  if (!first || values.every(({ kind }) => kind === "list")) return textOrList(first);
  const parts = values.flatMap((value, index) => [
    ...(index > 0 ? [literal(" | ", value)] : []),
    ...stageOf(value),
  ]);
  return { form: "shell", words: [{ source: first.source, span: first.span, kind: "text", parts }] };
}

function stageOf(value: Expression): readonly TextPart[] {
  if (value.kind === "text") return value.parts;
  if (value.kind !== "list") return [{ kind: "value", value, span: value.span }];
  return value.parts.map((word) => literal(`${literalOf(word) ?? "_"} `, word));
}

function literal(text: string, { span }: Expression): TextPart {
  return { kind: "literal", text, segments: [{ text, from: span }], span };
}

/** SSHKit joins its words and quotes none of them. */
function joinedWords(form: StartForm, values: readonly Expression[]): Found | undefined {
  const words = values.filter(({ kind }) => kind !== "map" && kind !== "spread");
  return words.length === values.length && words.length > 0 ? { form, words } : undefined;
}

function written(value: Expression | undefined): string {
  return value
    ? value.source.text.slice(value.span.start, Math.min(value.span.end, value.span.start + 20))
    : "";
}
