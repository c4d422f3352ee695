/** Functions that put what they are given into a command: `def remote(command) = system("ssh", host, "cd /srv && #{command}")`. */
import type { Call, Expression, FunctionDefinition } from "../program.ts";
import type { Start } from "../started-programs.ts";
import { argumentsAt } from "./wrapper.ts";

/** What the calls of such functions start, and the starts inside of the functions that these stand for. */
export interface FilledTexts {
  readonly starts: readonly Start[];
  readonly replaced: ReadonlySet<Start>;
}

/** No program has more calls of such functions. */
const MAX_FILLED = 500;

/** All pairs of starts and calls that are looked at. */
const MAX_PAIRS = 5_000;

/**
 * Commands that are spelled out where the function is called run as a whole. When every call gives one with words of its own, it is
 * the calls that decide what runs.
 */
export function filledTexts(
  starts: readonly Start[],
  byScope: ReadonlyMap<string, FunctionDefinition>,
  calls: readonly Call[],
): FilledTexts {
  const byName = Map.groupBy(calls, ({ method }) => method);
  const hasWordsOfCalls = new Set(starts.flatMap(({ through }) => through ?? []));
  const filled: Start[] = [];
  let left = MAX_PAIRS;
  const replaced = new Set<Start>();
  for (const start of starts) {
    const definition =
      start.passesOn || hasWordsOfCalls.has(start.call) ? undefined : byScope.get(start.call.scope);
    const place = definition && placeOf(start, definition);
    if (!place || filled.length > MAX_FILLED) continue;
    const given = (byName.get(definition.name) ?? [])
      .slice(0, Math.max(0, left))
      .map((call) => ({ call, text: textGiven(call, definition, place.at) }));
    left -= given.length;
    const isCommand =
      given.length > 0 && given.every(({ text }) => text) && given.some(({ text }) => hasWords(text));
    if (isCommand) replaced.add(start);
    for (const { call, text } of given)
      if (text && (isCommand || isLiteral(text)))
        filled.push({
          ...start,
          call,
          inner: start.inner ?? start.call,
          words: start.words.map((word) => put(text, word, place.name)),
        });
  }
  return { starts: filled, replaced };
}

interface Place {
  readonly name: string;
  readonly at: number;
}

type Text = Expression & { readonly kind: "text" };

/** The parameter that stands inside a text of the command; undefined when several do, or none. */
function placeOf({ words }: Start, { parameters }: FunctionDefinition): Place | undefined {
  const inside = new Set(words.flatMap((word) => (word.kind === "text" ? word.parts : [])).flatMap(nameIn));
  const places = parameters.flatMap(({ name, rest }, at) =>
    inside.has(name) && !rest ? [{ name, at }] : [],
  );
  return places.length === 1 ? places[0] : undefined;
}

function nameIn(part: Text["parts"][number]): string[] {
  return part.kind === "value" && part.value.kind === "name" ? [part.value.name] : [];
}

function textGiven(call: Call, definition: FunctionDefinition, at: number): Text | undefined {
  const [given] = argumentsAt(call, definition, at);
  return given?.kind === "text" ? given : undefined;
}

function hasWords(text: Text | undefined): boolean {
  return text?.parts.some((part) => part.kind === "literal" && /\s/.test(part.text)) ?? false;
}

function isLiteral({ parts }: Text): boolean {
  return parts.every(({ kind }) => kind === "literal");
}

function put(text: Text, word: Expression, name: string): Expression {
  if (word.kind !== "text" || !word.parts.some((part) => nameIn(part).includes(name))) return word;
  return {
    ...word,
    parts: word.parts.flatMap((part) => (nameIn(part).includes(name) ? text.parts : [part])),
  };
}
