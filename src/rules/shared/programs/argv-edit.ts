/** A string form of starting a program -> its list form, where the words are plain. */
import type { Expression, Program } from "../../../documents/program/program.ts";
import type { Edit } from "../../../engine/rule.ts";
import type { ShellInput } from "./shell-values.ts";

/** What a shell would read as more than a word. */
const SPECIAL = /[^\w@%+=:,./ -]/;

/** Undefined unless the replacement means the same but for values with blanks or worse in them. Ruby's `system` only. */
export function argvEdit({ start, word }: ShellInput, program: Program): Edit | undefined {
  const { call, form } = start;
  if (
    program.language !== "ruby" ||
    form !== "shell" ||
    !/^(?:Kernel\.)?(?:system|exec|spawn)$/.test(call.path)
  )
    return undefined;
  const words = plainWords(word);
  if (!words || words.length < 2) return undefined;
  return { span: word.span, text: words.map((one) => asRuby(one)).join(", ") };
}

/** A piece of a word: text, or the code of an interpolation. */
type Piece = { readonly text: string } | { readonly code: string };

function plainWords(word: Expression): Piece[][] | undefined {
  if (word.kind !== "text" || !word.source.text.startsWith('"', word.span.start)) return undefined;
  const words: Piece[][] = [[]];
  for (const part of word.parts) {
    if (part.kind === "value") {
      const code = word.source.text.slice(part.span.start, part.span.end);
      if (/arg|opt|flag|cmd|command|param/i.test(code)) return undefined; // may hold several words on purpose
      words.at(-1)?.push({ code: word.source.text.slice(part.span.start + 2, part.span.end - 1).trim() });
      continue;
    }
    if (SPECIAL.test(part.text)) return undefined;
    const [first = "", ...others] = part.text.split(/ +/);
    if (first !== "") words.at(-1)?.push({ text: first });
    for (const other of others) words.push(other === "" ? [] : [{ text: other }]);
  }
  const kept = words.filter((pieces) => pieces.length > 0);
  const [program] = kept;
  const startsWithName = program?.every((piece) => "text" in piece && !piece.text.includes("="));
  return startsWithName ? kept : undefined;
}

function asRuby(pieces: readonly Piece[]): string {
  const [only] = pieces;
  if (pieces.length === 1 && only && "code" in only)
    return /^@?\w+$/.test(only.code) ? only.code : `${only.code}.to_s`;
  return `"${pieces.map((piece) => ("text" in piece ? piece.text : `#{${piece.code}}`)).join("")}"`;
}
