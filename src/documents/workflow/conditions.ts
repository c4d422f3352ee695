/** The condition of a job or step as a tree, so that what must hold is told from what only may. */

/** One reading of `if:`. */
export type Condition =
  | { readonly kind: "all" | "any"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition }
  /** A comparison or call, as written. */
  | { readonly kind: "atom"; readonly text: string };

/** People write no longer ones. */
const MAX_LENGTH = 5_000;
const MAX_DEPTH = 30;

/** Reads the text of a condition, with or without `${{ }}`. What can't be read is one atom. */
export function parseCondition(text: string): Condition {
  const code = text
    .trim()
    .replace(/^\$\{\{(.*)\}\}$/s, "$1")
    .trim();
  return code.length > MAX_LENGTH ? { kind: "atom", text: code } : parse(code, 0);
}

function parse(code: string, depth: number): Condition {
  if (depth > MAX_DEPTH) return { kind: "atom", text: code };
  const alternatives = splitOutside(code, "||");
  if (alternatives.length > 1)
    return { kind: "any", parts: alternatives.map((one) => parse(one, depth + 1)) };
  const demands = splitOutside(code, "&&");
  if (demands.length > 1) return { kind: "all", parts: demands.map((one) => parse(one, depth + 1)) };
  const inner = /^!(?!=)(.*)$/s.exec(code)?.[1]?.trim();
  if (inner !== undefined) return { kind: "not", part: parse(inner, depth + 1) };
  const wrapped = /^\((.*)\)$/s.exec(code)?.[1];
  // a call such as `contains(…)` keeps its parentheses, and `(a) == (b)` is one comparison
  if (wrapped !== undefined && isBalanced(wrapped)) return parse(wrapped.trim(), depth + 1);
  return { kind: "atom", text: code };
}

/** Parts between an operator that stands in no parentheses and no quotes. */
function splitOutside(code: string, operator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i < code.length; i++) {
    const character = code[i];
    if (character === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (depth === 0 && code.startsWith(operator, i)) {
      parts.push(code.slice(start, i).trim());
      i++;
      start = i + 1;
    }
  }
  return [...parts, code.slice(start).trim()];
}

function isBalanced(code: string): boolean {
  let depth = 0;
  let quoted = false;
  for (const character of code) {
    if (character === "'") quoted = !quoted;
    if (quoted) continue;
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** What is known of a comparison: it holds, it can't, or nothing. */
export type Verdict = boolean | undefined;

/** False when the condition can't hold, given what is known of its comparisons; true when it must; else undefined. */
export function verdictOf(condition: Condition, judge: (atom: string) => Verdict): Verdict {
  if (condition.kind === "atom") return judge(condition.text);
  if (condition.kind === "not") {
    const verdict = verdictOf(condition.part, judge);
    return verdict === undefined ? undefined : !verdict;
  }
  const verdicts = condition.parts.map((part) => verdictOf(part, judge));
  const deciding = condition.kind === "any";
  if (verdicts.includes(deciding)) return deciding;
  return verdicts.every((verdict) => verdict === !deciding) ? !deciding : undefined;
}

/** What a literal, or the comparison of two, comes to; texts are compared as GitHub does it, without case. */
export function verdictOfLiteral(atom: string): Verdict {
  const [, left, operator, right] = COMPARED.exec(atom) ?? [];
  if (left !== undefined && right !== undefined)
    return (left.toLowerCase() === right.toLowerCase()) === (operator === "==");
  if (/^(?:false|-?0|null|nan|["']{2})$/i.test(atom)) return false;
  return /^(?:true|-?[1-9]\d{0,9}|["'][^"']{1,1000}["'])$/i.test(atom) ? true : undefined;
}

const LITERAL = String.raw`["'][^"']{0,100}["']|\d{1,9}|true|false`;
const COMPARED = new RegExp(`^(${LITERAL})\\s{0,9}([!=]=)\\s{0,9}(${LITERAL})$`, "i");
