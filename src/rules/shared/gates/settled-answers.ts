/** Answers that a gate used to ask for, and that a change spells out. */
import { FAILS, type Line } from "./gate-lines.ts";

/** Changes of people touch fewer lines. */
const MAX_LINES = 200;

/** `approved = File.exist?("APPROVED")` that becomes `approved = true`, where something is refused by it. */
export function settledAnswers(old: readonly Line[], now: readonly Line[], added: readonly Line[]): Line[] {
  return added.slice(0, MAX_LINES).filter(({ text }) => {
    const [, name, value] = SETTLED.exec(text) ?? [];
    if (name === undefined || value === undefined) return false;
    const wasAsked = old.some((line) => ASKED.exec(line.text)?.[1] === name);
    return wasAsked && now.some((line) => refusesBy(line.text, name, value.replace(/["']/g, "")));
  });
}

const SETTLED = /^(?:const |let |var )?(\w+) ?= ?(true|True|0|"[\w-]+"|'[\w-]+'|[a-z]+);?$/;

/** The answer of a program, a file or a service. */
const ASKED = /^(?:const |let |var )?(\w+) ?= ?.*[`(]/;

/** What is refused unless a variable holds a value. */
function refusesBy(text: string, name: string, value: string): boolean {
  if (!FAILS.test(text) || !new RegExp(`\\b${name}\\b`).test(text)) return false;
  return /^(?:true|True|0)$/.test(value) || text.includes(value);
}
