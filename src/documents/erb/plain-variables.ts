/** Variables and constants of a file's Ruby that are set once, to something plain: `<% organisation = "acme" %>`. */
import type { ErbTag } from "./erb-tags.ts";
import { type RubyLookup, readLookup } from "./ruby-lookup.ts";

/** By name. */
export type PlainVariables = ReadonlyMap<string, RubyLookup>;

/** Nobody's configuration has more; each is looked for in every tag that prints something. */
const MOST = 100;

const ASSIGNMENT = /^\s*(?<name>[A-Za-z_]\w{0,60})\s*=(?![=~>])\s*(?<value>\S.*)$/s;

/** What may change a variable, and what may take its name for something else. */
const CHANGE =
  /(?<![\w.@$:])(?<name>[A-Za-z_]\w{0,60})(?:\s*(?:\|\||&&|[-+*/%])?=(?![=~>])|\s*<<|\.\w+!|\.(?:replace|concat|prepend|insert|clear)\b)|\|(?<names>[\w\s,]{1,200})\|/g;

/** `a, b = "x", 1`: all but the last, which looks like any other assignment. */
const SEVERAL =
  /(?:^|[\n;])[ \t]*(?<names>[A-Za-z_]\w{0,60}(?:[ \t]*,[ \t]*[A-Za-z_]\w{0,60}){1,20})[ \t]*=(?![=~>])/g;

/** All of a file. A value that is set in a branch is one that it may have. */
export function plainVariables(text: string, tags: readonly ErbTag[]): PlainVariables {
  const codeOf = ({ code }: ErbTag): string => text.slice(code.start, code.end);
  const codes = tags.filter(({ kind }) => kind === "code").map(codeOf);
  const found = new Map<string, RubyLookup>();
  for (const statement of codes.flatMap((code) => code.split(/[\n;]/))) {
    const { name, value } = ASSIGNMENT.exec(statement)?.groups ?? {};
    const lookup = value === undefined ? undefined : readLookup(value);
    if (name !== undefined && lookup) found.set(name, { ...lookup, variable: name });
  }
  if (found.size === 0 || found.size > MOST) return new Map();
  const changes = Map.groupBy(tags.map(codeOf).flatMap(changedNames), (name) => name);
  for (const name of found.keys()) if (changes.get(name)?.length !== 1) found.delete(name);
  return found;
}

function changedNames(code: string): string[] {
  return [...code.matchAll(CHANGE), ...code.matchAll(SEVERAL)].flatMap(
    ({ groups }) => groups?.name ?? groups?.names?.split(/[\s,]+/) ?? [],
  );
}

const STRING_OR_NAME = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<![.:@$\w])[A-Za-z_]\w*(?![\w?!(:])/g;

/** Reads the code of a tag that prints something, with what is in the variables. */
export function readWithVariables(code: string, variables: PlainVariables): RubyLookup | undefined {
  if (variables.size === 0) return readLookup(code);
  if (code.length > LONGEST) return undefined;
  const whole = variables.get(code.trim());
  if (whole) return whole;
  let used: string | undefined;
  const textOf = (name: string): string | undefined => {
    const lookup = variables.get(name);
    if (lookup?.kind !== "literal" || /["'\\#]/.test(lookup.text)) return undefined;
    used ??= name;
    return lookup.text;
  };
  const replaced = code.replace(STRING_OR_NAME, (piece) => {
    if (piece.startsWith("'")) return piece;
    if (piece.startsWith('"'))
      return piece.replace(/#\{\s*(\w+)\s*\}/g, (whole, name: string) => textOf(name) ?? whole);
    const text = textOf(piece);
    return text === undefined ? piece : `"${text}"`;
  });
  const lookup = readLookup(used === undefined ? code : replaced);
  return lookup && used !== undefined ? { ...lookup, variable: used } : lookup;
}

/** Longer code is no plain lookup. */
const LONGEST = 400;
