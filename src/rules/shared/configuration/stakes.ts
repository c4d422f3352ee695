/** What faults weigh at a destination. */
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";
import type { Severity } from "../../../engine/severity.ts";

/** Passwords of a sandbox on somebody's own machine are hardly secrets. */
const LEAKED: Readonly<Record<ReturnType<typeof stakesOf>, Severity>> = {
  production: "critical",
  rehearsal: "high",
  sandbox: "medium",
};

/** The severity of a leaked secret of a destination; the base counts as production. */
export function severityOfLeak(destination: string | undefined): Severity {
  return LEAKED[stakesOf(destination)];
}

const GRAVE: Readonly<Record<ReturnType<typeof stakesOf>, Severity>> = {
  production: "high",
  rehearsal: "medium",
  sandbox: "low",
};

/** The severity of what is high where the public is served; the base counts as production. */
export function highAt(destination: string | undefined): Severity {
  return GRAVE[stakesOf(destination)];
}
