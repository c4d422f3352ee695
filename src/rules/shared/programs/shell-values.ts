/** The values that a program puts into text which a shell reads. */
import type { Expression, Program, TextPart } from "../../../documents/program/program.ts";
import type { Start } from "../../../documents/program/started-programs.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import { onlyValuesIn } from "../../../documents/program/variables.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import type { Place } from "../../../source/source-text.ts";
import { contains } from "../../../source/span.ts";

/** One text that a shell reads. */
export interface ShellInput {
  readonly start: Start;
  /** The argument that holds it. */
  readonly word: Expression;
  readonly parts: readonly TextPart[];
}

/** A value in such a text. */
export interface FilledIn {
  readonly value: Expression;
  readonly at: Place;
}

/** Texts for a shell on this machine: of string forms, and of `sh -c` in a list of words. */
export function* localShellInputs(program: Program, others: readonly Start[] = []): Iterable<ShellInput> {
  const onlyValueOf = onlyValuesIn(program);
  for (const start of [...program.starts, ...others]) {
    if (start.passesOn) continue;
    const words = wordsForShell(start);
    for (const word of words) yield { start, word, parts: textOf(word, onlyValueOf) };
  }
}

function wordsForShell({ form, words }: Start): readonly Expression[] {
  if (form === "shell") return words;
  return form === "argv" ? inlineOf(words) : form === "template" ? inlineOfTemplate(words[0]) : [];
}

/** `bash -c ${text}` quotes the text, which the shell then reads all the same; Bun doesn't quote `${{ raw: text }}`. */
function inlineOfTemplate(template: Expression | undefined): Expression[] {
  const parts = template?.kind === "text" ? template.parts : [];
  const [first] = parts;
  if (first?.kind === "literal" && ELSEWHERE.test(/^\s*(\S*)/.exec(first.text)?.[1] ?? "")) return [];
  return parts.flatMap((part, index) => {
    const before = parts[index - 1];
    const raw = part.kind === "value" ? rawText(part.value) : undefined;
    if (raw) return [raw];
    return part.kind === "value" && before?.kind === "literal" && INLINE.test(before.text.slice(-40))
      ? [part.value]
      : [];
  });
}

function rawText(value: Expression): Expression | undefined {
  return value.kind === "map" ? value.entries.find(({ key }) => key === "raw")?.value : undefined;
}

const INLINE = /(?:^|[\s/])(?:ba|da|z|k)?sh (?:-[a-z]+ )?-[a-z]*c $/;

/** Programs that take the shell and its text elsewhere. */
const ELSEWHERE = /^(?:ssh|docker|podman|nerdctl|kubectl|kamal|mrsk|docker-compose)$/;

/** No list of words has a shell further back. */
const MAX_WORDS = 30;

function inlineOf(words: readonly Expression[]): readonly Expression[] {
  const names = words.slice(0, MAX_WORDS).map((word) => literalName(word));
  if (names.some((name) => ELSEWHERE.test(name))) return [];
  const shell = names.findIndex((name) => isShellName(name));
  if (shell < 0) return [];
  const inline = names.findIndex((name, index) => index > shell && /^-[a-zA-Z]*c$/.test(name));
  return inline < 0 ? [] : words.slice(inline + 1, inline + 2);
}

function literalName(word: Expression): string {
  if (word.kind !== "text") return "";
  const [part, ...others] = word.parts;
  return part?.kind === "literal" && others.length === 0 ? part.text.replace(/^.*\//, "") : "";
}

/** What is put into a text, each with the place to point at: where it stands in the call, else the argument that brings it. */
export function filledIn({ parts, word, start }: ShellInput): FilledIn[] {
  return parts.flatMap((part) => {
    if (part.kind !== "value") return [];
    const isHere = word.kind === "text" || contains(start.call.span, part.span);
    const span = isHere ? part.span : word.span;
    return [{ value: part.value, at: { source: word.source, span, anchor: start.call.anchor ?? "" } }];
  });
}
