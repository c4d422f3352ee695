/** Answers that a gate used to ask for, and that a change spells out. */
import { FAILS, type Line } from "./gate-lines.ts";

/** Hooks of people settle fewer; beyond, the worst is assumed. */
const MAX_SETTLED = 200;

/** `approved = File.exist?("APPROVED")` that becomes `approved = true`, where something is refused by it. */
export function settledAnswers(old: readonly Line[], now: readonly Line[], added: readonly Line[]): Line[] {
  const asked = new Set(old.flatMap(({ text }) => ASKED.exec(text)?.[1] ?? []));
  const settled = added.flatMap((line) => {
    const [, name = "", value = ""] = SETTLED.exec(line.text) ?? [];
    return asked.has(name) ? [{ line, name, value: value.replace(/["']/g, "") }] : [];
  });
  const refuses = ({ name, value }: { name: string; value: string }): boolean =>
    now.some((line) => refusesBy(line.text, name, value));
  return settled.filter((one, index) => index >= MAX_SETTLED || refuses(one)).map(({ line }) => line);
}

const SETTLED = /^(?:const |let |var )?(\w+) ?= ?(true|True|0|"[\w-]+"|'[\w-]+'|[a-z]+);?$/;

/** The answer of a program, a file or a service. */
const ASKED = /^(?:const |let |var )?(\w+) ?= ?.*[`(]/;

/** What is refused unless a variable holds a value. */
function refusesBy(text: string, name: string, value: string): boolean {
  if (!FAILS.test(text) || !new RegExp(`\\b${name}\\b`).test(text)) return false;
  return /^(?:true|True|0)$/.test(value) || text.includes(value);
}
