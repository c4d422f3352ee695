/** Programs inside `ssh host "…"`: which of their variables the script has replaced before the program starts. */
import type { ShellCommand, WordPart } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";

/** Programs are followed no deeper. */
const MAX_CARRIERS = 8;

/** True for a part of a command's word that a command around it expands: `"… $X …"`, as opposed to `'… $X …'`. */
export function isExpandedOutside(part: WordPart, command: ShellCommand): boolean {
  let carrier = command.within;
  for (let depth = 0; carrier && depth < MAX_CARRIERS; depth++, carrier = carrier.within)
    if (partsOf(carrier).some((outer) => isSame(outer, part))) return true;
  return false;
}

/** What a command expands; asked for each part of what it carries. */
const partsOf: (carrier: ShellCommand) => readonly WordPart[] = onceFor(readParts);

function readParts({ name, arguments: words, redirections }: ShellCommand): WordPart[] {
  const own = [...(name ? [name] : []), ...words, ...redirections.flatMap(({ target }) => target ?? [])];
  const documents = redirections.flatMap(({ heredoc }) => heredoc?.parts ?? []);
  return [...own.flatMap((word) => word.parts), ...documents].filter(({ kind }) => kind !== "literal");
}

function isSame(outer: WordPart, part: WordPart): boolean {
  if (outer.kind === "literal") return false;
  if (outer.span.start === part.span.start && outer.span.end === part.span.end) return true;
  // two programs further in, a variable's place is that of the text around it
  const isName = outer.kind === "variable" && part.kind === "variable" && outer.name === part.name;
  return isName && part.span.start <= outer.span.start && outer.span.end <= part.span.end;
}
