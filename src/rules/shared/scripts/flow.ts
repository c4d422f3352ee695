/** Where a value comes from: the words that rules over shell scripts speak of it in. */
import type { Place } from "../../../source/source-text.ts";

/**
 * `constant` is spelled out in the repository or settled by the machine; `unknown` is a variable of the environment or the
 * output of some program; `given` is chosen for each run: arguments, answers, file names, hosts; `outside` can be chosen by
 * people outside the team.
 */
export type Origin = "constant" | "unknown" | "given" | "outside";

/** A value's origin and, unless it is constant, what brought it in where. */
export interface Flow {
  readonly origin: Origin;
  readonly source: FlowSource | undefined;
}

/** The place where a value enters the script. */
export interface FlowSource {
  /** For a message: `$1`, `git log`, `KAMAL_PERFORMER`. */
  readonly what: string;
  readonly at: Place;
  /** True for names of branches and tags, in which Git allows neither blanks nor wildcards. */
  readonly isRef: boolean;
}

/** What needs no further thought. */
export const CONSTANT: Flow = { origin: "constant", source: undefined };

const ORDER: readonly Origin[] = ["constant", "unknown", "given", "outside"];

/** The most dangerous of several; `constant` for none. */
export function worst(flows: readonly Flow[]): Flow {
  return flows.reduce(
    (found, flow) => (ORDER.indexOf(flow.origin) > ORDER.indexOf(found.origin) ? flow : found),
    CONSTANT,
  );
}

/** Makes the flow of what a command brings in; `what` names it, else the command does. */
export type Enters = (origin: Origin, what?: string, isRef?: boolean) => Flow;
