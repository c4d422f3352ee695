/** How much less a fault weighs where less is at stake. */
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";
import { SEVERITIES, type Severity } from "../../../engine/severity.ts";

/** One step down. */
export function milder(severity: Severity): Severity {
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)] ?? severity;
}

/** Development and test machines count one step less. */
export function atDestination(severity: Severity, destination: string | undefined): Severity {
  return stakesOf(destination) === "sandbox" ? milder(severity) : severity;
}
