/** Conditions under which a gate lets a deployment pass, and changes by which more of them do. */
import { indentOf } from "../../../source/indent-of.ts";
import { FAILS, isCheck, LEAVES, type Line } from "./gate-lines.ts";

/** Changes of people touch fewer conditions; beyond, the worst is assumed. */
const MAX_LINES = 200;

/** No body of a condition that matters is longer. */
const MAX_BODY = 40;

/** Lines whose condition got one part more, or lost one. */
export interface ChangedConditions {
  /** `abort unless green` that becomes `abort unless green || forced`. */
  readonly wider: readonly Line[];
  /** The same the other way round. */
  readonly stricter: readonly Line[];
}

/** See `ChangedConditions`. */
export function changedConditions(
  old: readonly Line[],
  now: readonly Line[],
  added: readonly Line[],
): ChangedConditions {
  const kept = new Set(now.map(({ text }) => text));
  const isCondition = ({ text }: Line): boolean => CONDITION.test(text) && !REFUSAL.test(text);
  const gone = old.filter((line) => !kept.has(line.text) && isCondition(line)).slice(0, MAX_LINES);
  const letsMorePass = (line: Line, inserted: (was: string) => string): boolean => {
    const operators = gone.flatMap(({ text }) => operatorOf(inserted(text)) ?? []);
    const widens = operators.length > 0 ? passesWhen(line, now) : undefined;
    return widens !== undefined && operators.includes(widens);
  };
  const all = added.filter(({ text }) => CONDITION.test(text));
  const changed = all.slice(0, MAX_LINES);
  return {
    wider: [
      ...changed.filter((line) => letsMorePass(line, (was) => insertedInto(was, line.text))),
      ...(gone.length > 0 ? all.slice(MAX_LINES, MAX_LINES + 1) : []),
    ],
    stricter: changed.filter((line) => letsMorePass(line, (was) => insertedInto(line.text, was))),
  };
}

/** What may be a condition, arms of a `case` included. */
const CONDITION = /\b(?:if|unless|elif|elsif|when|case|while|until|and|or)\b|&&|\|\||\[|\btest\b|\)/;

/** What refuses without a condition of its own says nothing about one. */
const REFUSAL = /^(?:exit|return|abort|raise|throw|fail|die)\b(?!.* (?:if|unless) )/;

/** By which operator a condition lets more pass: `or` widens what must hold, `and` narrows what must not. */
type Operator = "or" | "and";

const REFUSES_UNLESS = /^(?!if\b).* unless |(?:\|\|| or) ?\{? ?\S*(?:abort|raise|exit|throw|fail|die)/;

/** Which operator lets more pass, for a line with a condition that decides. */
function passesWhen(line: Line, now: readonly Line[]): Operator | undefined {
  const { text } = line;
  const first = /^(?:\} ?)?(?:else ?if|elif|elsif|if|unless|when|case)\b/.exec(text)?.[0];
  const inline = first === undefined || /; ?then .+ fi$/.test(text);
  if (inline && FAILS.test(text)) return REFUSES_UNLESS.test(text) ? "or" : widensIf(text);
  if (inline && LEAVES_WHEN.test(text)) return / unless /.test(text) ? "and" : "or";
  const body = bodyOf(line, now);
  if (isArm(text)) return body.some((one) => LEAVES.test(one.text)) && !refuses(body) ? "or" : undefined;
  if (first === undefined) return undefined;
  const negated = first === "unless";
  if (refuses(body) || body.some((one) => isCheck(one.text))) return negated ? "or" : "and";
  return LEAVES.test(body[0]?.text ?? "") ? (negated ? "and" : "or") : undefined;
}

function widensIf(text: string): Operator | undefined {
  return / if |&&|\band\b/.test(text) ? "and" : undefined;
}

const LEAVES_WHEN = /^(?:exit|return)\b.* (?:if|unless) |&& ?(?:exit|return)(?: 0)?$/;

/** `when "success"`, `success)`, `case "success":`. */
function isArm(text: string): boolean {
  return /^when\b|^case ["'].*:$|^["'\w*|. -]+\)/.test(text);
}

function refuses(body: readonly Line[]): boolean {
  return body.some(({ text }) => FAILS.test(text));
}

/** What is indented below a line; of an arm of the shell, what stands behind it as well. */
function bodyOf(line: Line, now: readonly Line[]): Line[] {
  const start = now.indexOf(line) + 1;
  const next = now.slice(start, start + MAX_BODY);
  const end = next.findIndex(({ raw }) => indentOf(raw) <= indentOf(line.raw));
  const behind = /^["'\w*|. -]+\) ?(\S.*?) ?;;$/.exec(line.text)?.[1];
  return behind ? [{ ...line, text: behind }] : next.slice(0, end < 0 ? undefined : end);
}

/** The one piece that was put into a line, parentheses aside; empty when more changed. */
function insertedInto(was: string, is: string): string {
  const old = was.replace(/[()]/g, "");
  const now = is.replace(/[()]/g, "");
  if (now.length <= old.length) return "";
  let start = 0;
  while (start < old.length && old[start] === now[start]) start++;
  let left = 0;
  while (left < old.length - start && old.at(-1 - left) === now.at(-1 - left)) left++;
  return start + left === old.length ? now.slice(start, now.length - left).trim() : "";
}

function operatorOf(inserted: string): Operator | undefined {
  if (FAILS.test(inserted)) return undefined; // `rspec || exit 1` only says what happens anyway
  if (/^(?:\|\||or\b|-o\b|,|\|)|(?:\|\||\bor|-o|,|\|)$/.test(inserted)) return "or";
  return /^(?:&&|and\b|-a\b)|(?:&&|\band|-a)$/.test(inserted) ? "and" : undefined;
}
