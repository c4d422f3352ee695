/** Programs that a script keeps in a variable and hands on as they are: `steps='cd app && git pull'; ssh host "$steps"`. */
import type { Redirection, ShellAssignment, ShellCommand, ShellWord } from "./shell-script.ts";

/** A text and where it is used stand close to each other; the bound keeps long scripts linear. */
const MAX_LOOKED_AT = 500;

/** The command with such texts in the place of their variables; undefined where there are none. */
export function withKeptTexts(
  command: ShellCommand,
  assignments: readonly ShellAssignment[],
): ShellCommand | undefined {
  const near = assignments.slice(-MAX_LOOKED_AT);
  const kept = new Map<ShellWord, ShellWord>();
  const inputs = command.redirections.flatMap(({ operator, target }) =>
    operator === "<<<" && target ? [target] : [],
  );
  for (const word of [...command.arguments, ...inputs]) {
    const text = textKeptIn(word, near);
    if (text) kept.set(word, text);
  }
  if (kept.size === 0) return undefined;
  const spelledOut = (word: ShellWord): ShellWord => kept.get(word) ?? word;
  const redirections = command.redirections.map(
    (one): Redirection => (one.target ? { ...one, target: spelledOut(one.target) } : one),
  );
  return { ...command, arguments: command.arguments.map(spelledOut), redirections };
}

/** What the variable holds that a word consists of, when that is more than a name. */
function textKeptIn({ parts }: ShellWord, assignments: readonly ShellAssignment[]): ShellWord | undefined {
  const [part, ...others] = parts;
  if (part?.kind !== "variable" || part.operator !== "" || others.length > 0) return undefined;
  const value = assignments.findLast((one) => one.name === part.name && one.value !== undefined)?.value;
  const isArray = value?.source.text[value.span.start] === "(";
  return value &&
    !isArray &&
    value.parts.some((one) => one.kind === "literal" && /\S\s+\S|[|;&]/.test(one.text))
    ? value
    : undefined;
}
