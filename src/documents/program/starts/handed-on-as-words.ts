/** Functions that start a program with words of their own and those they are given: `def kamal(*args): run(["kamal", *args])`. */
import { isShellName } from "../../shell/shell-names.ts";
import { type Call, type Expression, type FunctionDefinition, literalOf, type TextPart } from "../program.ts";
import type { Start, StartForm } from "../started-programs.ts";
import { argumentsAt, unlisted, type Wrapper } from "./wrapper.ts";

/** A word of the function itself, or the place of a parameter. */
type Word = { readonly own: Expression } | ParameterPlace;

interface ParameterPlace {
  readonly at: number;
  readonly spread: boolean;
}

/** What such a function starts. */
interface Template {
  readonly form: StartForm;
  /** The words in front, and those that parameters stand for. */
  readonly words: readonly Word[];
  /** The parameter that the program gets as its input. */
  readonly input?: ParameterPlace;
}

/** The function around a start as such a wrapper; what it adds itself is judged where it stands, too. */
export function wordWrapper(start: Start, definition: FunctionDefinition): Wrapper | undefined {
  if (definition.parameters.length === 0 || start.passesOn) return undefined;
  const template = templateOf(start, definition);
  return (
    template && {
      definition,
      handedOn: undefined,
      startBy: (call) => fill(template, call, start, definition),
    }
  );
}

function templateOf(start: Start, definition: FunctionDefinition): Template | undefined {
  const isList = start.form === "argv";
  const input = start.input && wordOf(start.input, definition);
  if (isList && input && isPlace(input)) return withInput(start, input);
  const words = (isList ? start.words : wordsOfText(start)).map((word) => wordOf(word, definition));
  if (words.length < 2 || !words.some(isPlace)) return undefined;
  const remote = remoteWords(words);
  if (remote) return remote.some(isPlace) ? { form: "remote", words: remote } : undefined;
  const front = plainWords(words);
  return front && { form: start.form === "template" ? "argv" : start.form, words: front };
}

/** `run(["ssh", host, "bash", "-s"], input=script)`: of options and host the function itself is told. */
function withInput(start: Start, input: ParameterPlace): Template | undefined {
  const own = start.words.map((word): Word => ({ own: word }));
  const [name] = own;
  const remote = remoteWords(own);
  // Any word will do for the host.
  const words = remote && name ? [name, name, ...remote] : own;
  const isSpelledOut = words.length > 0 && words.every((word) => literalOfWord(word) !== undefined);
  return isSpelledOut ? { form: "argv", words, input } : undefined;
}

/** What one call starts; what the function adds counts as written there. */
function fill(
  template: Template,
  call: Call,
  start: Start,
  definition: FunctionDefinition,
): Start | undefined {
  if (call.scope === definition.scope) return undefined;
  const inner = start.inner ?? start.call;
  const by = { call, form: template.form, passesOn: false, through: start.call, inner };
  if (template.input) {
    const [input] = givenBy(call, template.input, definition);
    const words = template.words.flatMap((word) => (isPlace(word) ? [] : [movedTo(word.own, call)]));
    return input && { ...by, words, input };
  }
  const given = template.words.map((word) => (isPlace(word) ? givenBy(call, word, definition) : undefined));
  if (!given.some((values) => values !== undefined && values.length > 0)) return undefined;
  // In a text the value itself is judged where the text is put together.
  const isText = start.form === "shell" || start.form === "remote";
  if (isText && given.flat().some((value) => value !== undefined && literalOf(value) === undefined))
    return undefined;
  const words = template.words.flatMap(
    (word, index) => given[index] ?? (isPlace(word) ? [] : [movedTo(word.own, call)]),
  );
  return { ...by, words, input: undefined };
}

function isPlace(word: Word): word is ParameterPlace {
  return "at" in word;
}

/** `kamal ${args}`, `ssh deploy@${host} '${command}'`: the words of a text, as far as parameters stand for whole ones. */
function wordsOfText({ words: [text, ...others] }: Start): Expression[] {
  if (text?.kind !== "text" || others.length > 0) return [];
  const words: TextPart[][] = [[]];
  for (const part of text.parts) {
    if (part.kind === "value") {
      words.at(-1)?.push(part);
      continue;
    }
    const [first = "", ...rest] = part.text.split(/\s+/);
    for (const [index, piece] of [first, ...rest].entries()) {
      if (index > 0) words.push([]);
      const bare = piece.replace(/^["']|["']$/g, "");
      if (bare !== "")
        words.at(-1)?.push({ ...part, text: bare, segments: [{ text: bare, from: part.span }] });
    }
  }
  return words
    .filter((parts) => parts.length > 0)
    .map((parts): Expression => {
      const [only] = parts;
      return only?.kind === "value" && parts.length === 1 ? only.value : { ...text, parts };
    });
}

/** A word of which a parameter is a part is the function's own, and judged where it stands. */
function wordOf(word: Expression, { parameters, scope }: FunctionDefinition): Word {
  const inner = unlisted(word.kind === "spread" ? (word.parts[0] ?? word) : word);
  if (inner.kind === "name" && inner.scope === scope) {
    const at = parameters.findIndex(({ name }) => name === inner.name);
    const parameter = parameters[at];
    if (parameter) return { at, spread: word.kind === "spread" || parameter.rest };
  }
  return { own: word };
}

const SSH_TAKES_VALUE = /^-[opilFJbcDEeLRSWwQm]$/;

/** What stands behind the host, for ssh; undefined for another program. */
function remoteWords(words: readonly Word[]): readonly Word[] | undefined {
  const from = words.findIndex((word) => nameOf(word) === "ssh");
  if (from < 0 || from > 3) return undefined;
  for (let at = from + 1; at < words.length; at++) {
    const word = words[at];
    const text = word && literalOfWord(word);
    const isSpread = word && "own" in word && word.own.kind === "spread";
    if (SSH_TAKES_VALUE.test(text ?? "")) at++;
    else if (!isSpread && !text?.startsWith("-"))
      return words.slice(at + 1).filter((one) => literalOfWord(one) !== "--");
  }
  return [];
}

function literalOfWord(word: Word): string | undefined {
  return "own" in word ? literalOf(word.own) : undefined;
}

function nameOf(word: Word): string | undefined {
  return literalOfWord(word)?.replace(/^.*\//, "");
}

/** Programs whose own words are told of where they stand. */
const STANDS_ALONE =
  /^(?:sudo|doas|su|env|xargs|sshpass|(?:ba|da|z|k)?sh|python3?|ruby|node|chmod|rm|echo|printf|logger|psql|mysql)$/;

/** The name of the program and its words without options, of which the function itself is told. */
function plainWords(words: readonly Word[]): readonly Word[] | undefined {
  const [first] = words;
  if (first && isPlace(first)) return words.every(isPlace) ? words : undefined; // `run(command, args)`
  const name = first && nameOf(first);
  if (!first || name === undefined || STANDS_ALONE.test(name) || !/^[\w.-]+$/.test(name)) return undefined;
  return words.filter((word, index) => {
    if (isPlace(word) || index === 0) return true;
    const before = words[index - 1];
    const option = before && literalOfWord(before);
    const text = literalOfWord(word) ?? "-";
    if (isShellName(before && nameOf(before)) && /^-[a-z]*c$/.test(text)) return true;
    return /^[\w.:@/][\w.:@/-]*$/.test(text) && !TAKES_VALUE.test(option ?? "");
  });
}

const TAKES_VALUE = /^(?:-[a-zA-Z]|--(?:destination|config-file|file|env|volume|context|host))$/;

function givenBy(
  call: Call,
  { at, spread }: ParameterPlace,
  definition: FunctionDefinition,
): readonly Expression[] {
  const values = argumentsAt(call, definition, at);
  if (!spread || definition.parameters[at]?.rest) return values;
  return values.flatMap((value): readonly Expression[] =>
    value.kind === "list"
      ? value.parts
      : [{ source: value.source, span: value.span, kind: "spread", parts: [value] }],
  );
}

function movedTo(word: Expression, { span, source }: Call): Expression {
  const from = { start: span.start, end: span.start };
  const text = literalOf(word) ?? "";
  const part: TextPart = { kind: "literal", text, segments: [{ text, from }], span: from };
  return { source, span: from, kind: "text", parts: [part] };
}
