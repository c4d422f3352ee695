/** Shells that read what they run from their input: `Open3.capture2e("ssh", host, "bash -s", stdin_data: script)`. */
import { type Expression, literalOf, type ProgramContent, type TextPart } from "../program.ts";
import type { Start, StartForm } from "../started-programs.ts";
import { textOf } from "../text-of.ts";
import { onlyValuesIn } from "../variables.ts";

/** Reads a program once; the result gives a start, and with it the text that a shell gets as its input. */
export function shellsOnInputIn(content: ProgramContent): (start: Start) => readonly Start[] {
  const onlyValueOf = onlyValuesIn(content);
  const isSpelledOut = (part: TextPart): boolean => part.kind === "literal" && /\w/.test(part.text);
  return (start) => {
    const { input, words, passesOn } = start;
    const form = input && !passesOn ? shellOnInput(words) : undefined;
    if (!input || !form || !textOf(input, onlyValueOf).some(isSpelledOut)) return [start];
    return [start, { ...start, form, words: [input], input: undefined }];
  };
}

/** Where a shell reads its input as a program; undefined when none does. */
function shellOnInput(words: readonly Expression[]): StartForm | undefined {
  const said = words.map((word) => literalOf(word) ?? "$");
  // of a text for a shell, its words
  const texts = (words.length === 1 ? (said[0] ?? "").replace(/["']/g, "").split(/\s+/) : said).slice(
    0,
    MAX_WORDS,
  );
  const rest = (texts[0] === "ssh" ? texts.slice(2) : texts).join(" ").trim();
  const isShell = /^(?:sudo )?(?:[\w./-]*\/)?(?:ba|da|z|k|a)?sh(?: -[a-z]+)*$/.test(rest);
  if (texts[0] === "ssh") return isShell || (rest === "" && texts.length === 2) ? "remote" : undefined;
  return isShell ? "shell" : undefined;
}

const MAX_WORDS = 12;
