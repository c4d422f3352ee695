/** What a secret in clear weighs at a destination. */
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { Severity } from "../../engine/severity.ts";

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
