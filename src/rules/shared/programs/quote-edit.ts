/** A value in shell text -> the same value quoted for the shell, where the program has the function for it at hand. */
import type { Expression, Program, TextPart } from "../../../documents/program/program.ts";
import type { Edit } from "../../../engine/rule.ts";
import type { ShellInput } from "./shell-values.ts";

/** Undefined unless quoting this one value settles the matter and can't change what is meant. */
export function quoteEdit({ word, parts }: ShellInput, program: Program): Edit | undefined {
  const quoted = QUOTED[program.language];
  if (!quoted?.available.test(program.source.text) || word.kind !== "text") return undefined;
  const values = parts.filter((part) => part.kind === "value");
  const [only] = values;
  if (!only || values.length > 1 || !standsAlone(parts, only) || !isPlain(only.value)) return undefined;
  const { source, span } = only.value;
  return { span, text: quoted.call(source.text.slice(span.start, span.end)) };
}

const QUOTED: Readonly<
  Partial<
    Record<Program["language"], { readonly available: RegExp; readonly call: (code: string) => string }>
  >
> = {
  ruby: { available: /^[ \t]*require ["']shellwords["']/m, call: (code) => `Shellwords.escape(${code})` },
  python: { available: /^import (?:\w+, ?)*shlex\b/m, call: (code) => `shlex.quote(${code})` },
};

/** A name that promises one word; an element of the environment may be missing, which only Ruby's `fetch` rules out. */
function isPlain(value: Expression): boolean {
  return value.kind === "name" && !/arg|opt|flag|cmd|command|param/i.test(value.name);
}

/** Outside of the shell's own quotes, which quoting inside of them would end. */
function standsAlone(parts: readonly TextPart[], value: TextPart): boolean {
  const before = parts.slice(0, parts.indexOf(value));
  const text = before.map((part) => (part.kind === "literal" ? part.text : "")).join("");
  return !/["'`\\]/.test(text);
}
