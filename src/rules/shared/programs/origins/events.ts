/** What listeners are given: in `bus.on("start", (branch) => …)` that is what `bus.emit("start", branch)` says. */
import {
  type Call,
  type Expression,
  literalOf,
  type Program,
} from "../../../../documents/program/program.ts";

/** Far beyond what anybody says with one event; for whoever listens to more, the worst is assumed. */
export const MAX_SAID = 200;

/** All that is said with an event, by the event's name. */
export function eventsIn({ calls }: Program): ReadonlyMap<string, readonly Expression[]> {
  const said = new Map<string, Expression[]>();
  for (const { method, arguments: values, options } of calls) {
    const [name, ...given] = method === "emit" ? values : [];
    const event = literalOf(name);
    if (event === undefined) continue;
    const all = said.get(event) ?? [];
    if (all.length < MAX_SAID) all.push(...given, ...options.map(({ value }) => value));
    said.set(event, all);
  }
  return said;
}

/** The event that a call listens to. */
export function eventHeard({ method, arguments: [name] }: Call): string | undefined {
  return /^(?:on|once|addListener|prependListener)$/.test(method) ? literalOf(name) : undefined;
}
