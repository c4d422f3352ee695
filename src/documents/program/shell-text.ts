/** What a program gives to a shell or to another program -> shell text, with the way back to the file. */
import { type DerivedText, deriveText, type Segment } from "../../source/derived-text.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import { isShellName } from "../shell/shell-names.ts";
import { type Expression, literalOf, type TextPart } from "./program.ts";
import type { Start } from "./started-programs.ts";
import { textOf } from "./text-of.ts";
import type { OnlyValueOf } from "./variables.ts";

/** Shell text and where values are filled in. */
export interface ShellText {
  readonly derived: DerivedText;
  readonly filledIn: ReadonlySet<number>;
}

/** Undefined when nothing is spelled out. */
export function shellTextOf(
  { form, words, input }: Pick<Start, "form" | "words" | "input">,
  source: SourceText,
  onlyValueOf: OnlyValueOf,
): ShellText | undefined {
  const texts = words.map((word) => textOf(word, onlyValueOf));
  if (!texts.some((parts) => parts.some((part) => part.kind === "literal" && /\w/.test(part.text))))
    return undefined;
  const segments = texts.flatMap((parts, index): Segment[] => {
    const blank = index > 0 ? [{ text: " ", from: startOf(parts) }] : [];
    if (form === "argv") return [...blank, ...asWord(parts, words[index])];
    return [...blank, ...parts.flatMap((part) => asText(part, form === "template"))];
  });
  if (form === "argv" && input && readsProgram(words))
    segments.push(...asDocument(textOf(input, onlyValueOf)));
  const filledIn = new Set(texts.flat().flatMap((part) => (part.kind === "value" ? [part.span.start] : [])));
  return { derived: deriveText(source, segments), filledIn };
}

/** `ssh host bash -s`, `bash`: what they get as their input is a program. */
function readsProgram(words: readonly Expression[]): boolean {
  const names = words.slice(0, MAX_WORDS).map((word) => literalOf(word)?.replace(/^.*\//, ""));
  return (
    names[0] === "ssh" || (isShellName(names[0]) && !names.some((name) => /^-[a-z]*c$/.test(name ?? "")))
  );
}

/** No shell is further back. */
const MAX_WORDS = 30;

const END = "END_OF_INPUT";

/** Input that is spelled out stands in a here-document. */
function asDocument(parts: readonly TextPart[]): readonly Segment[] {
  if (!parts.some((part) => part.kind === "literal" && /\w/.test(part.text))) return [];
  const from = startOf(parts);
  const end = parts.at(-1)?.span.end ?? from.end;
  return [
    { text: ` <<'${END}'\n`, from },
    ...parts.flatMap((part) => asText(part, false)),
    { text: `\n${END}\n`, from: { start: end, end } },
  ];
}

function startOf(parts: readonly TextPart[]): Span {
  const start = parts[0]?.span.start ?? 0;
  return { start, end: start };
}

/** A template quotes what is put into it. */
function asText(part: TextPart, quotes: boolean): readonly Segment[] {
  if (part.kind === "literal") return part.segments;
  const name = `\${${variableFor(part.value)}}`;
  return [{ text: quotes ? `"${name}"` : name, from: part.span }];
}

/** Stands for words that are put together elsewhere. */
const SEVERAL = "$_";

/** One word, whatever is in it. A list that is put together elsewhere may be any number of words. */
function asWord(parts: readonly TextPart[], word: Expression | undefined): Segment[] {
  if (word?.kind === "spread") return [{ text: SEVERAL, from: word.span }];
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "literal" && /^[\w@%+=:,./-]+$/.test(only.text))
    return [...only.segments];
  const edge = (text: string, at: number): Segment => ({ text, from: { start: at, end: at } });
  const first = parts[0]?.span.start ?? 0;
  const last = parts.at(-1)?.span.end ?? first;
  return [
    edge('"', first),
    ...parts.flatMap((part) => (part.kind === "literal" ? escaped(part) : asText(part, false))),
    edge('"', last),
  ];
}

/** Characters that mean something between double quotes stand for themselves here. */
function escaped(part: TextPart & { readonly kind: "literal" }): Segment[] {
  return part.segments.flatMap(({ text, from }) => {
    const copied = text.length === from.end - from.start;
    return text.split(/([\\"$`])/).reduce<{ segments: Segment[]; at: number }>(
      ({ segments, at }, piece) => {
        if (piece === "") return { segments, at };
        const span = copied ? { start: from.start + at, end: from.start + at + piece.length } : from;
        segments.push({ text: /^[\\"$`]$/.test(piece) ? `\\${piece}` : piece, from: span });
        return { segments, at: at + piece.length };
      },
      { segments: [], at: 0 },
    ).segments;
  });
}

/** The name under which a value appears in shell text: its own, so that rules on names of secrets see it. */
export function variableFor(value: Expression): string {
  const name = value.kind === "name" ? value.name : value.kind === "member" ? value.name : fetchedName(value);
  const bare = name?.replace(/^[@$]+/, "").replace(/^.*\./, "") ?? "";
  return /^[A-Za-z_]\w*$/.test(bare) ? bare : "_";
}

/** `ENV.fetch("NAME")`, `os.environ.get("NAME")`, `os.getenv("NAME")`. */
function fetchedName(value: Expression): string | undefined {
  if (value.kind === "either") return value.parts[0] && variableFor(value.parts[0]);
  if (
    value.kind !== "call" ||
    !/^(?:ENV\.fetch|os\.environ\.get|os\.getenv|environ\.get|Deno\.env\.get)$/.test(value.call.path)
  )
    return undefined;
  const [name] = value.call.arguments;
  const [part] = name?.kind === "text" ? name.parts : [];
  return part?.kind === "literal" ? part.text : undefined;
}
