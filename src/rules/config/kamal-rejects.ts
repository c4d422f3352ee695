/** CFG-01: a configuration that Kamal itself refuses. */
import type { Rejection } from "../../documents/kamal/validation/rejection.ts";
import { type Verdict, verdictOf } from "../../documents/kamal/validation/verdict.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { problemsOf } from "../shared/configuration/rejections.ts";

export default defineRule({
  id: "kamal-rejects",
  category: "config",
  severity: "medium",
  confidence: "high",
  title: "Configuration that Kamal refuses",
  why: "Kamal checks the whole configuration before it does anything and stops at the first error, so nothing can be deployed, rolled back or even inspected until this is put right.",
  fix: "Write what this release of Kamal knows; `kamal docs` lists every key.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    if (isFilledIn(configuration.destination)) return;
    const verdict = verdictOf(configuration, project);
    if (!verdict) return;
    for (const rejection of verdict.rejections) {
      if (rejection.context.endsWith("options/restart")) continue; // see restart-value
      const weight = weightOf(rejection, verdict);
      for (const problem of problemsOf(rejection, verdict.version)) yield { ...problem, ...weight };
    }
  },
});

/** `deploy.template.yml` lacks what another tool puts there. */
function isFilledIn(destination: string | undefined): boolean {
  return /(?:^|[-_.])(?:template|tmpl|tpl|example|sample|dist)$/.test(destination ?? "");
}

/** A file without any sign of the release weighs less; what merely lacks something may be a piece that a tool completes. */
function weightOf(
  { fault }: Rejection,
  { sureness }: Verdict,
): Pick<Problem, "severity" | "confidence" | "strictness"> {
  const confidence = sureness === "certain" ? "high" : "medium";
  if (sureness !== "both") return { confidence };
  return { confidence, severity: "low", strictness: fault === "missing" ? "pedantic" : "default" };
}
