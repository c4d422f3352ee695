/** Functions that start a program with words of their own and those they are given: `def kamal(*args): run(["kamal", *args])`. */
import { isShellName } from "../shell/shell-names.ts";
import { type Call, type Expression, type FunctionDefinition, literalOf, type TextPart } from "./program.ts";
import type { Start } from "./started-programs.ts";

/** A start inside of a function whose words hold parameters of that function as a whole. */
interface Wrapper {
  readonly definition: FunctionDefinition;
  readonly start: Start;
  /** The words in front, and those that parameters stand for. */
  readonly words: readonly Word[];
  readonly form: Start["form"];
  /** The parameter that the program gets as its input. */
  readonly input: ParameterPlace | undefined;
}

/** A word of the function itself, or the place of a parameter. */
type Word = { readonly own: Expression } | ParameterPlace;

interface ParameterPlace {
  readonly at: number;
  readonly spread: boolean;
}

/** Nobody writes more calls of one function than are of interest. */
const MAX_CALLS = 2_000;

/** What the calls of such functions start: each counts at its own place. */
export function wrappedStarts(
  starts: readonly Start[],
  calls: readonly Call[],
  functions: readonly FunctionDefinition[],
): Start[] {
  const byScope = new Map(functions.map((definition) => [definition.scope, definition]));
  const wrappers = new Map<string, Wrapper>();
  for (const start of starts) {
    const definition = start.call.scope === "" ? undefined : byScope.get(start.call.scope);
    if (!definition || definition.parameters.length === 0 || start.passesOn) continue;
    const wrapper = wrapperOf(start, definition);
    if (wrapper) wrappers.set(definition.name, wrapper);
  }
  if (wrappers.size === 0) return [];
  const by = calls.slice(0, MAX_CALLS).flatMap((call): Start[] => {
    const wrapper = wrappers.get(call.method);
    const words = wrapper && call.scope !== wrapper.definition.scope ? wordsOf(wrapper, call) : [];
    if (!wrapper || words.length === 0) return [];
    const [input] = wrapper.input ? givenBy(call, wrapper.input, wrapper.definition) : [];
    return [{ call, form: wrapper.form, words, input, passesOn: false, through: wrapper.start.call }];
  });
  return by;
}

function wrapperOf(start: Start, definition: FunctionDefinition): Wrapper | undefined {
  const isList = start.form === "argv";
  const input = start.input && wordOf(start.input, definition);
  if (isList && input && isPlace(input)) return withInput(start, definition, input);
  const found = (isList ? start.words : wordsOfText(start)).map((word) => wordOf(word, definition));
  const words = found.filter((word) => word !== undefined);
  if (words.length !== found.length || !words.some((word) => "at" in word)) return undefined;
  if (words.length === 1) return undefined;
  const remote = remoteWords(words);
  if (remote)
    return remote.some(isPlace)
      ? { definition, start, words: remote, form: "remote", input: undefined }
      : undefined;
  const front = plainWords(words);
  const form = start.form === "template" ? "argv" : start.form;
  return front && { definition, start, words: front, form, input: undefined };
}

/** `run(["ssh", host, "bash", "-s"], input=script)`: of options and host the function itself is told. */
function withInput(start: Start, definition: FunctionDefinition, input: ParameterPlace): Wrapper | undefined {
  const own = start.words.map((word): Word => ({ own: word }));
  const remote = remoteWords(own);
  const [first] = start.words;
  if (!first || (remote && !remote.every((word) => literalOfWord(word) !== undefined))) return undefined;
  const words = remote ? [...own.slice(0, 1), { own: first }, ...remote] : own;
  return words.every((word) => literalOfWord(word) !== undefined)
    ? { definition, start, words, form: "argv", input }
    : undefined;
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

/** Undefined for a word that a parameter is a part of, which is judged where it stands. */
function wordOf(word: Expression, { parameters, scope }: FunctionDefinition): Word | undefined {
  const inner = unlisted(word.kind === "spread" ? (word.parts[0] ?? word) : word);
  if (inner.kind === "name" && inner.scope === scope) {
    const at = parameters.findIndex(({ name }) => name === inner.name);
    const parameter = parameters[at];
    if (parameter) return { at, spread: word.kind === "spread" || parameter.rest };
  }
  return { own: word };
}

/** The list behind `list(args)`, `args.map(String)`. */
export function unlisted(value: Expression): Expression {
  if (value.kind !== "call") return value;
  const { path, method, arguments: values, receiver } = value.call;
  if (/^(?:list|tuple|Array\.from)$/.test(path) && values.length === 1) return values[0] ?? value;
  return receiver && /^(?:map|flat|filter|slice|to_a|flatten|compact)$/.test(method) ? receiver : value;
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

/** The words of one call; what the function adds counts as written there. */
function wordsOf({ words, definition, start, input }: Wrapper, call: Call): readonly Expression[] {
  const given = words.map((word) => (isPlace(word) ? givenBy(call, word, definition) : undefined));
  if (input)
    return givenBy(call, input, definition).length > 0
      ? words.flatMap((word) => ("own" in word ? [movedTo(word.own, call)] : []))
      : [];
  if (!given.some((one) => one !== undefined && one.length > 0)) return [];
  const isText = start.form === "shell" || start.form === "remote";
  // In a text the value itself is judged where the text is put together.
  if (isText && given.some((one) => one?.some((value) => literalOf(value) === undefined))) return [];
  return words.flatMap((word, index) => given[index] ?? ("own" in word ? [movedTo(word.own, call)] : []));
}

function givenBy(
  call: Call,
  { at, spread }: ParameterPlace,
  { parameters }: FunctionDefinition,
): readonly Expression[] {
  const parameter = parameters[at];
  const named = call.options.find(({ key }) => key !== undefined && key === parameter?.name)?.value;
  const placed = parameter?.rest ? call.arguments.slice(at) : call.arguments.slice(at, at + 1);
  const values = named ? [named] : placed;
  return values.flatMap((value) => {
    if (!spread || parameter?.rest) return [value];
    if (value.kind === "list") return value.parts;
    return [{ source: value.source, span: value.span, kind: "spread", parts: [value] }];
  });
}

function movedTo(word: Expression, { span, source }: Call): Expression {
  const from = { start: span.start, end: span.start };
  const text = literalOf(word) ?? "";
  const part: TextPart = { kind: "literal", text, segments: [{ text, from }], span: from };
  return { source, span: from, kind: "text", parts: [part] };
}
