/** Functions that a gate asks before it refuses something, and whose answer a change spells out. */
import { indentOf } from "../../../source/indent-of.ts";
import { FAILS, type Line } from "./gate-lines.ts";
import { blockFrom, definedBy } from "./unreached-checks.ts";

/** Hooks of people settle fewer; beyond, the worst is assumed. */
const MAX_SETTLED = 100;

/** `abort unless green?(sha)`, where `green?` looked something up before and now is always true. */
export function settledFunctions(old: readonly Line[], now: readonly Line[]): Line[] {
  let left = MAX_SETTLED;
  const before = new Map(old.map((line, index) => [definedBy(line), index] as const).toReversed());
  return now.flatMap((definition, index) => {
    const name = definedBy(definition);
    const was = name === undefined ? undefined : before.get(name);
    const answer = was === undefined ? undefined : answerOf(now, index);
    if (name === undefined || was === undefined || !answer || answerOf(old, was)) return [];
    const refuses = left-- <= 0 || now.some((_, at) => refusedBy(now, at, name) === !answer.value);
    return refuses ? [answer.line] : [];
  });
}

interface Answer {
  readonly line: Line;
  readonly value: boolean;
}

/** `def green? = true`, `() => true`, `green() { true; }` */
const ON_THE_LINE =
  /(?:\) ?= ?|[\w?!] = |=> ?\{? ?(?:return )?|\{ ?(?:return )?)(true|false|0|1|:);? ?\}?;?$/;

const ON_A_LINE = /^(?:return )?(true|false|True|False|return [01]|:);?$/;

/** A message with nothing in it that asks for anything. */
const SAYS =
  /^(?:echo|printf|puts|print|warn|log|info|logger\.\w+|console\.\w+)\b(?!.*(?:\$\(|`|#\{|&&|\|\||;|\| ))/;

const ALWAYS_SUCCEEDS = /^(?:echo|printf)\b/;

/** What a function says whatever it is asked; undefined for one that looks at anything. */
function answerOf(lines: readonly Line[], index: number): Answer | undefined {
  const definition = lines[index];
  if (!definition) return undefined;
  const body = blockFrom(lines, index + 1, indentOf(definition.raw) + 1);
  const [line = definition, ...others] = body.filter(({ text }) => !SAYS.test(text));
  const [, said] = (body.length === 0 ? ON_THE_LINE : ON_A_LINE).exec(line.text) ?? [];
  const last = line === definition ? body.at(-1) : undefined;
  if (last && ALWAYS_SUCCEEDS.test(last.text)) return { line: last, value: true };
  if (said === undefined || others.length > 0) return undefined;
  return { line, value: /^(?:true|:|(?:return )?0)$/i.test(said) };
}

/** What a function has to say for a line to refuse; undefined for a line that refuses nothing by it. */
function refusedBy(lines: readonly Line[], at: number, name: string): boolean | undefined {
  const line = lines[at];
  const place = line && definedBy(line) !== name ? line.text.indexOf(name) : -1;
  if (!line || place < 0) return undefined;
  const body = blockFrom(lines, at + 1, indentOf(line.raw) + 1).slice(0, MAX_BODY);
  if (!FAILS.test(line.text) && !body.some(({ text }) => FAILS.test(text))) return undefined;
  const before = line.text.slice(0, place);
  if (/\bunless [^!]*$|(?:! ?|\bnot )(?:self\.|this\.|await )*$/.test(before)) return false;
  if (/\bif [^!]*$/.test(before)) return true;
  const behind = line.text.slice(place + name.length);
  return /\|\||\bor\b/.test(behind) ? false : /&&|\band\b/.test(behind) ? true : undefined;
}

/** A refusal says why, and leaves. */
const MAX_BODY = 4;
