/** Texts that a program takes apart itself before it starts something: `f"kamal rollback {version}".split()`, `shlex.split(text)`. */
import { type Expression, literalOf, type TextPart } from "../program.ts";
import { slice } from "../text-parts.ts";

/** A text that is taken apart. */
export interface Split {
  readonly text: Expression;
  /** True when quotes keep words together, as a shell has it. */
  readonly quotes: boolean;
}

/** Undefined for anything else. */
export function splitOf(value: Expression): Split | undefined {
  if (value.kind !== "call") return undefined;
  const { path, method, receiver, arguments: values } = value.call;
  const [first] = values;
  if (/^(?:shlex\.split|Shellwords\.(?:split|shellsplit|shellwords))$/.test(path))
    return first && { text: first, quotes: true };
  const isAtBlanks = first === undefined || literalOf(first) === " ";
  if (!receiver || !isAtBlanks || !/^(?:shell)?split$/.test(method)) return undefined;
  return { text: receiver, quotes: method !== "split" };
}

/** The words of such a text; a value is a word, or a part of the one it stands in. Undefined when the text is put together elsewhere. */
export function wordsOfSplit(
  text: Expression | undefined,
  { quotes }: Pick<Split, "quotes">,
): Expression[] | undefined {
  if (text?.kind !== "text") return undefined;
  const words: TextPart[][] = [];
  let open = "";
  let isApart = true;
  const add = (part: TextPart): void => {
    if (isApart) words.push([]);
    isApart = false;
    words.at(-1)?.push(part);
  };
  for (const part of text.parts) {
    if (part.kind === "value") add(part);
    for (const match of part.kind === "literal" ? part.text.matchAll(PIECES) : []) {
      const [piece] = match;
      const isQuote = quotes && /^["']$/.test(piece);
      if (isQuote && (open === "" || open === piece)) open = open === "" ? piece : "";
      else if (open === "" && /^\s/.test(piece)) isApart = true;
      else if (part.kind === "literal") add(slice(part, match.index, match.index + piece.length));
    }
  }
  return words.map((parts) => wordOf(parts, text));
}

const PIECES = /["']|\s+|[^\s"']+/g;

function wordOf(parts: readonly TextPart[], text: Expression): Expression {
  const [first, last] = [parts[0], parts.at(-1)];
  if (first?.kind === "value" && first === last) return first.value;
  const span = { start: first?.span.start ?? text.span.start, end: last?.span.end ?? text.span.end };
  return { source: text.source, span, anchor: text.anchor ?? "", kind: "text", parts };
}
