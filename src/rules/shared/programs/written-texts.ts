/** The texts a program puts together out of literals and values, apart from commands for a shell. */
import { type Expression, type Program, partsOf } from "../../../documents/program/program.ts";

/** Each once, in order of appearance. */
export function filledTexts({ calls, assignments, starts }: Program): Expression[] {
  const commands = new Set<Expression>(starts.flatMap(({ words }) => words));
  const roots = [
    ...calls.flatMap((call) => [...call.arguments, ...call.options.map(({ value }) => value)]),
    ...assignments.map(({ value }) => value),
  ];
  const seen = new Set<Expression>();
  const found: Expression[] = [];
  const pending = roots.toReversed();
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.has(next) || commands.has(next)) continue;
    seen.add(next);
    const isFilled = next.kind === "text" ? next.parts.length > 1 : next.kind === "joined" || isFormat(next);
    if (isFilled) found.push(next);
    else if (next.kind !== "call") for (const part of partsOf(next)) pending.push(part);
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** `"…%s" % value`, `"…{}".format(value)`. */
function isFormat(expression: Expression): boolean {
  return expression.kind === "call" && /^(?:%|format|sprintf)$/.test(expression.call.method);
}
