/** Gemfile: which gems a project asks for and from where, as far as it is written out; it is Ruby, and nothing of it is run. */
import type { Place, SourceText } from "../../source/source-text.ts";

/** See the module comment. */
export interface Gemfile {
  readonly kind: "gemfile";
  readonly source: SourceText;
  readonly gems: readonly GemLine[];
}

/** One `gem` call; the place is that of the call. */
export interface GemLine extends Place {
  readonly name: string;
  /** Version requirements as written: `~> 2.0`. */
  readonly requirements: readonly string[];
  /** Its options, those of blocks around it included: `git`, `github`, `path`, `source`, `branch`. */
  readonly options: readonly GemOption[];
}

/** One option with its value. */
export interface GemOption extends Place {
  readonly name: string;
  readonly value: string;
}

/** `source "https://…" do` and its like give every gem inside an option. */
const BLOCK = /^\s*(source|git|github|path)\b[ \t(]*["']([^"']{1,500})["'].*\bdo\s*(?:\|\w*\|)?\s*$/;
const OPENS = /^\s*(?:if|unless|case|begin|def|while|until)\b|\bdo\s*(?:\|[^|]*\|)?\s*$/;

/** More blocks inside each other than anybody writes. */
const MAX_DEPTH = 50;

/** Reads line by line; a call goes on as long as its lines end with a comma. */
export function readGemfile(source: SourceText): Gemfile {
  const gems: GemLine[] = [];
  const blocks: (GemOption | undefined)[] = [];
  let number = 1;
  while (number <= source.lineCount) {
    const start = source.lineStart(number);
    let text = withoutComment(source.lineText(number++));
    const isGem = /^\s*gem\b[ \t(]*["']/.test(text);
    while (isGem && /,\s*$/.test(text) && number <= source.lineCount && text.length < MAX_CALL) {
      text = source.text.slice(start, source.lineStart(number)) + withoutComment(source.lineText(number++));
    }
    if (isGem) gems.push(...gemOf(text, start, blocks, source));
    else if (/^\s*end\b/.test(text)) blocks.pop();
    else if (OPENS.test(text) && blocks.length < MAX_DEPTH) blocks.push(blockOf(text, start, source));
  }
  return { kind: "gemfile", source, gems };
}

const MAX_CALL = 5000;

/** A `#` in a quoted text is no comment. */
function withoutComment(line: string): string {
  return /^(?:[^#"']+|"[^"]*"|'[^']*')*/.exec(line)?.[0] ?? "";
}

function blockOf(text: string, start: number, source: SourceText): GemOption | undefined {
  const [, name, value] = BLOCK.exec(text) ?? [];
  return name !== undefined && value !== undefined
    ? optionAt(name, value, start + text.indexOf(value), source)
    : undefined;
}

function gemOf(
  text: string,
  start: number,
  blocks: readonly (GemOption | undefined)[],
  source: SourceText,
): GemLine[] {
  const call = /^\s*gem\b[ \t(]*(["'])([\w.-]+)\1/.exec(text);
  const name = call?.[2];
  if (call === null || name === undefined) return [];
  const rest = text.slice(call[0].length);
  const offset = start + call[0].length;
  const options = [...rest.matchAll(/(?::(\w+)\s*=>|\b(\w+):)\s*["']([^"'\n]{1,500})["']/g)].map((match) => {
    const value = match[3] ?? "";
    const at = offset + match.index + match[0].length - 1 - value.length;
    return optionAt(match[1] ?? match[2] ?? "", value, at, source);
  });
  const requirements = /^(?:\s*,\s*["'][^"'\n]{1,100}["'](?!\s*=>))*/.exec(rest)?.[0] ?? "";
  const span = { start: start + text.search(/\S/), end: start + text.trimEnd().length };
  return [
    {
      source,
      span,
      anchor: name,
      name,
      requirements: [...requirements.matchAll(/["']([^"']+)["']/g)].flatMap(([, text = ""]) => text),
      options: [...options, ...blocks.flatMap((block) => block ?? [])],
    },
  ];
}

function optionAt(name: string, value: string, start: number, source: SourceText): GemOption {
  return { source, span: { start, end: start + value.length }, anchor: name, name, value };
}
