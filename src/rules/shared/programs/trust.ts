/** Who decides a value of a program. */
import type { Place } from "../../../source/source-text.ts";

/**
 * From harmless to dangerous. `constant` is spelled out or settled by the machine; `configured` comes from the configuration or
 * another reviewed file; `chosen` is a name that Kamal checked against it; `unknown` is neither for sure: a variable of the
 * environment; `given` is chosen for each run by whoever starts it: an argument, an answer to a question; `outside` can be chosen by people outside the team: a commit, a branch, an answer from the network.
 */
const TRUST = ["constant", "configured", "chosen", "unknown", "given", "outside"] as const;

/** See TRUST. */
export type Trust = (typeof TRUST)[number];

/** Where a value that isn't constant comes from. */
export interface Source {
  /** As it is written, between backticks, or a word for it. */
  readonly label: string;
  readonly place: Place;
  /** True for what came from the network as a whole. */
  readonly download: boolean;
}

/** What is known of a value. */
export interface Origin {
  readonly trust: Trust;
  readonly source: Source | undefined;
}

/** Spelled out. */
export const CONSTANT: Origin = { trust: "constant", source: undefined };

/** The most dangerous of several; `CONSTANT` for none. */
export function worstOrigin(origins: Iterable<Origin>): Origin {
  let worst = CONSTANT;
  for (const origin of origins) if (rank(origin) > rank(worst)) worst = origin;
  return worst;
}

/** Of two equally dangerous origins, the one whose source is known says more. */
function rank({ trust, source }: Origin): number {
  return TRUST.indexOf(trust) * 4 + (source ? 1 : 0) + (source?.download ? 2 : 0);
}

/** True when `trust` is `threshold` or more dangerous. */
export function isAtLeastTrust(trust: Trust, threshold: Trust): boolean {
  return TRUST.indexOf(trust) >= TRUST.indexOf(threshold);
}
