/**
 * Commands and arguments that a script keeps in variables: `SSH="ssh -p 22 $HOST"; $SSH …`, `cmd=(ssh "$host"); "${cmd[@]}"`,
 * `opts+=(-k); curl "${opts[@]}"`.
 */
import type { Segment } from "../../source/derived-text.ts";
import type { ShellAssignment, ShellWord, WordPart } from "./shell-script.ts";

/** Commands and the assignments that they use stand close to each other; the bound keeps long scripts linear. */
const MAX_LOOKED_AT = 500;

/** The words of a command, with the variable that stands first replaced by what the script keeps in it. */
export function spelledOut(
  words: readonly ShellWord[],
  assignments: readonly ShellAssignment[],
): readonly ShellWord[] {
  const [first, ...rest] = words;
  const glued = first && gluedFrom(first, assignments);
  if (glued) return [glued, ...rest];
  const kept = first && keptIn(first, assignments);
  const [name, ...own] = kept ?? [];
  if (!first || !name || /^(?:substitution|process)$/.test(name.parts[0]?.kind ?? "")) return words;
  // a switch that lets the script only show what it would do
  if (/^(?:echo|:|true|time)$/.test(name.literal ?? "") && own.length === 0 && rest.length > 0) return rest;
  return [{ ...name, span: first.span }, ...own, ...rest];
}

/** `$A$B`, `${CU}rl`: a name that is put together from what variables are set to in plain words, once. */
function gluedFrom(word: ShellWord, assignments: readonly ShellAssignment[]): ShellWord | undefined {
  const { parts, span } = word;
  if (parts.length < 2 || parts.length > MAX_GLUED || !parts.some(({ kind }) => kind === "variable"))
    return undefined;
  const near = assignments.slice(-MAX_LOOKED_AT);
  const pieces = parts.map((part) => {
    if (part.kind !== "variable") return part.kind === "literal" ? part.text : undefined;
    const [only, ...others] = part.operator === "" ? near.filter(({ name }) => name === part.name) : [];
    return others.length === 0 ? only?.value?.literal : undefined;
  });
  const text = pieces.every((piece) => piece !== undefined) ? pieces.join("") : "";
  if (!/^[\w.-]+$/.test(text)) return undefined;
  return {
    ...word,
    literal: text,
    parts: [{ kind: "literal", text, segments: [{ text, from: span }], quotes: "none", span }],
  };
}

/** Who hides a name doesn't cut it into more. */
const MAX_GLUED = 12;

/** The arguments of a command with arrays spelled out, as far as it is clear what is in them. */
export function withElements(
  words: readonly ShellWord[],
  assignments: readonly ShellAssignment[],
): readonly ShellWord[] {
  if (!words.some(isWholeArray)) return words;
  return words.flatMap((word) => (isWholeArray(word) ? (collected(word, assignments) ?? [word]) : [word]));
}

/** `"${NAME[@]}"` */
function isWholeArray(word: ShellWord): boolean {
  return word.parts.length === 1 && word.parts[0]?.kind === "variable" && IS_ARRAY.test(textAt(word));
}

const IS_ARRAY = /^"?\$\{\w+\[[@*]\]\}"?$/;

/** An array of arguments is short; a list of files or hosts is left as it is. */
const MAX_ELEMENTS = 60;

/** What an array holds that is set once and added to later. */
function collected(word: ShellWord, assignments: readonly ShellAssignment[]): ShellWord[] | undefined {
  const [part] = word.parts;
  const name = part?.kind === "variable" ? part.name : "";
  const all = assignments
    .slice(-MAX_LOOKED_AT)
    .filter((one) => one.name === name && (one.value ? startsArray(one.value) : true));
  if (all.length === 0 || all.slice(1).some((one) => !isAdded(one))) return undefined;
  const elements = all.flatMap(({ value }) => (value ? elementsOfArray(value) : []));
  return elements.length <= MAX_ELEMENTS ? elements.filter(({ parts }) => parts.length > 0) : undefined;
}

function startsArray({ source, span }: ShellWord): boolean {
  return source.text[span.start] === "(";
}

function isAdded({ source, span, value }: ShellAssignment): boolean {
  return value !== undefined && source.text.slice(span.start, value.span.start).endsWith("+=");
}

function keptIn(word: ShellWord, assignments: readonly ShellAssignment[]): ShellWord[] | undefined {
  const [part, ...others] = word.parts;
  if (part?.kind !== "variable" || others.length > 0) return undefined;
  const isArray = IS_ARRAY.test(textAt(word));
  if (part.operator !== "" && !(part.operator === ":-" && part.inner.length > 0)) return undefined;
  const value = assignments
    .slice(-MAX_LOOKED_AT)
    .findLast((one) => one.name === part.name && one.value !== undefined)?.value;
  if (!value || startsArray(value) !== isArray) return undefined;
  if (isArray) return elementsOfArray(value);
  const found = programLookedUp(value);
  if (found) return [found];
  const parts = value.parts.length === 1 ? defaultOf(value.parts) : value.parts;
  const isOneWord = part.quotes === "double";
  return isOneWord ? [wordOf(parts, value)] : split(parts).map((one) => wordOf(one, value));
}

/** `KAMAL=$(command -v kamal)` */
function programLookedUp({ parts }: ShellWord): ShellWord | undefined {
  const [part, ...others] = parts;
  const [command] = part?.kind === "substitution" && others.length === 0 ? part.commands : [];
  const words = command?.arguments ?? [];
  const isLookUp = /^(?:which|(?:command|type) -[vpP])$/.test(
    [command?.name?.literal, ...words.slice(0, -1).map(({ literal }) => literal)].join(" "),
  );
  return isLookUp ? words.at(-1) : undefined;
}

/** `KAMAL="${KAMAL:-bundle exec kamal}"` */
function defaultOf([part]: readonly WordPart[]): readonly WordPart[] {
  if (!part) return [];
  return part.kind === "variable" && /^:?-$/.test(part.operator) && part.inner.length > 0
    ? part.inner
    : [part];
}

function textAt({ source, span }: ShellWord): string {
  return source.text.slice(span.start, Math.min(span.end, span.start + MAX_NAME));
}

/** Nobody's names are longer. */
const MAX_NAME = 80;

/** The elements of `(a "b $C")` as words. */
export function elementsOfArray(value: ShellWord): ShellWord[] {
  const elements: WordPart[][] = [[]];
  for (const piece of value.parts) {
    const isBetween = piece.kind === "literal" && piece.text === " " && piece.span.start === piece.span.end;
    if (isBetween) elements.push([]);
    else elements.at(-1)?.push(piece);
  }
  return elements.map((parts) => wordOf(parts, value));
}

/** As the shell splits what an unquoted variable holds: at blanks, quoted or not when it was set. */
function split(parts: readonly WordPart[]): WordPart[][] {
  const words: WordPart[][] = [];
  let joins = false;
  for (const part of parts)
    for (const piece of part.kind === "literal" ? pieces(part) : [part]) {
      const isBlank = piece.kind === "literal" && /^\s+$/.test(piece.text);
      if (!isBlank && joins) words.at(-1)?.push(piece);
      else if (!isBlank) words.push([piece]);
      joins = !isBlank;
    }
  return words;
}

function pieces(part: WordPart & { readonly kind: "literal" }): WordPart[] {
  return part.segments.flatMap((segment) =>
    segmentPieces(segment).map((one) => ({ ...part, text: one.text, segments: [one], span: one.from })),
  );
}

function segmentPieces({ text, from }: Segment): Segment[] {
  const isCopied = text.length === from.end - from.start;
  return [...text.matchAll(/\s+|\S+/g)].map((match) => ({
    text: match[0],
    from: isCopied
      ? { start: from.start + match.index, end: from.start + match.index + match[0].length }
      : from,
  }));
}

/** A word made of parts that stand in another one. */
function wordOf(parts: readonly WordPart[], { source, span }: ShellWord): ShellWord {
  const literals = parts.map((part) => (part.kind === "literal" ? part.text : undefined));
  const literal = literals.every((text) => text !== undefined) ? literals.join("") : undefined;
  const end = parts.at(-1)?.span.end ?? span.end;
  return { source, span: { start: parts[0]?.span.start ?? span.start, end }, parts, literal };
}
