/** A plan for programs. The shape is documented in docs/json.md. */

import type { PlanOptions } from "../documents/kamal/plan/plan.ts";
import { type PlannedDeployment, plannedRelease } from "../documents/kamal/plan/planned-deployment.ts";
import { revealHidden } from "../source/hidden-characters.ts";
import { safeText, withoutSecrets } from "./redaction.ts";

/** The plan of one configuration as JSON text. */
export function planJson(planned: PlannedDeployment, { major, destination }: PlanOptions): string {
  const report = { kamal: plannedRelease(major), destination: destination ?? null, ...outcome(planned) };
  return `${revealHidden(JSON.stringify(report, masked, 2))}\n`;
}

/** What the rules about secrets don't know may still look like one. */
function masked(_key: string, value: unknown): unknown {
  return typeof value === "string" ? withoutSecrets(value) : value;
}

function outcome(planned: PlannedDeployment): Readonly<Record<string, unknown>> {
  switch (planned.kind) {
    case "plan":
      return { accepted: true, error: null, ...planned.plan };
    case "rejected":
      return { accepted: false, error: safeText(planned.rejection.message) };
    case "open":
      return {
        accepted: null,
        error: `${safeText(planned.path)} ${planned.reason} at line ${planned.line}, so there is no certain plan`,
      };
  }
}
