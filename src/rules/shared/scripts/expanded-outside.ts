/** Programs inside `ssh host "…"`: which of their variables the script has replaced before the program starts. */
import type { ShellCommand, WordPart } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Span } from "../../../source/span.ts";

/** Programs are followed no deeper. */
const MAX_CARRIERS = 8;

/** True for a part of a command's word that a command around it expands: `"… $X …"`, as opposed to `'… $X …'`. */
export function isExpandedOutside(part: WordPart, command: ShellCommand): boolean {
  let carrier = command.within;
  for (let depth = 0; carrier && depth < MAX_CARRIERS; depth++, carrier = carrier.within)
    if (isAmong(expandedBy(carrier), part)) return true;
  return false;
}

/** What a command expands, to be asked for each part of what it carries. */
interface Expanded {
  readonly spans: ReadonlySet<string>;
  /** Where each variable stands, in order. */
  readonly variables: ReadonlyMap<string, readonly Span[]>;
}

const expandedBy: (carrier: ShellCommand) => Expanded = onceFor((carrier) => {
  const parts = partsOf(carrier);
  const named = Map.groupBy(
    parts.filter((part) => part.kind === "variable"),
    ({ name }) => name,
  );
  const inOrder = (found: readonly WordPart[]): Span[] =>
    found.map(({ span }) => span).sort((a, b) => a.start - b.start);
  return {
    spans: new Set(parts.map(({ span }) => `${span.start} ${span.end}`)),
    variables: new Map([...named].map(([name, found]) => [name, inOrder(found)])),
  };
});

function partsOf({ name, arguments: words, redirections }: ShellCommand): WordPart[] {
  const own = [...(name ? [name] : []), ...words, ...redirections.flatMap(({ target }) => target ?? [])];
  const documents = redirections.flatMap(({ heredoc }) => heredoc?.parts ?? []);
  return [...own.flatMap((word) => word.parts), ...documents].filter(({ kind }) => kind !== "literal");
}

function isAmong({ spans, variables }: Expanded, part: WordPart): boolean {
  if (spans.has(`${part.span.start} ${part.span.end}`)) return true;
  // two programs further in, a variable's place is that of the text around it
  const places = part.kind === "variable" ? variables.get(part.name) : undefined;
  if (!places) return false;
  for (let index = firstFrom(places, part.span.start); index < places.length; index++) {
    const { start = 0, end = 0 } = places[index] ?? {};
    if (start > part.span.end) return false;
    if (end <= part.span.end) return true;
  }
  return false;
}

function firstFrom(places: readonly Span[], start: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
