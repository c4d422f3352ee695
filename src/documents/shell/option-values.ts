/** Values of options, however they are written: `-c text`, `--command text`, `--command=text`. */
import type { ShellWord, WordPart } from "./shell-script.ts";
import { leadingText } from "./wrappers.ts";

/** The values of the options that a pattern names; those given in one word without the name of the option. */
export function valuesOf(words: readonly ShellWord[], option: RegExp): ShellWord[] {
  return words.flatMap((word, index): ShellWord[] => {
    if (option.test(words[index - 1]?.literal ?? "")) return [word];
    const [start = "", name] = /^(--[\w-]+)=/.exec(leadingText(word)) ?? [];
    return name !== undefined && option.test(name) ? [withoutStart(word, start.length)] : [];
  });
}

/** A word without its first characters. As a whole it keeps its place, since that is what a message points at. */
export function withoutStart(word: ShellWord, length: number): ShellWord {
  let left = length;
  const parts = word.parts.flatMap((part): WordPart[] => {
    if (left === 0 || part.kind !== "literal") return [part];
    const cut = shortened(part, left);
    left -= part.text.length - cut.text.length;
    return cut.text === "" ? [] : [cut];
  });
  return { ...word, parts, literal: word.literal?.slice(length) };
}

function shortened<Part extends WordPart & { readonly kind: "literal" }>(part: Part, by: number): Part {
  let left = Math.min(by, part.text.length);
  const text = part.text.slice(left);
  const segments = part.segments.flatMap((segment) => {
    const dropped = Math.min(left, segment.text.length);
    left -= dropped;
    const { start, end } = segment.from;
    // what stands for other characters, such as an escape, has no inside
    const from = segment.text.length === end - start ? { start: start + dropped, end } : segment.from;
    return dropped === segment.text.length ? [] : [{ text: segment.text.slice(dropped), from }];
  });
  return {
    ...part,
    text,
    segments,
    span: { start: segments[0]?.from.start ?? part.span.end, end: part.span.end },
  };
}
