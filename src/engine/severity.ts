/** The scales every finding is placed on. */

/** From harmless to "hands over a credential, a host or the machine that deploys"; only critical blocks a merge. */
export const SEVERITIES = ["info", "low", "medium", "high", "critical"] as const;

/** See SEVERITIES. */
export type Severity = (typeof SEVERITIES)[number];

/** How sure the rule is that the finding is right; says nothing about how bad it would be. */
export type Confidence = "low" | "medium" | "high";

/**
 * How much a review is to say. `default`: what most teams would change. `pedantic`: also what is a matter of taste or holds in
 * most sound files. `audit`: also what only a person who looks at the whole repository asks for.
 */
export const STRICTNESSES = ["default", "pedantic", "audit"] as const;

/** See STRICTNESSES. */
export type Strictness = (typeof STRICTNESSES)[number];

/** What a rule looks at; also the folder its file lies in. */
export const CATEGORIES = [
  "secrets",
  "execution",
  "ssh",
  "container",
  "network",
  "proxy",
  "images",
  "builder",
  "scripts",
  "config",
  "change",
  "dockerfile",
  "workflow",
  "versions",
  "audit",
] as const;

/** See CATEGORIES. */
export type Category = (typeof CATEGORIES)[number];

/** True when `severity` is `threshold` or worse. */
export function isAtLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
}

/** True when a review of strictness `asked` shows what needs at least `needed`. */
export function shows(asked: Strictness, needed: Strictness): boolean {
  return STRICTNESSES.indexOf(asked) >= STRICTNESSES.indexOf(needed);
}

/** For sorting: the worst first. */
export function bySeverity(a: { readonly severity: Severity }, b: { readonly severity: Severity }): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity);
}

/** The worse of two severities. */
export function worse(a: Severity, b: Severity): Severity {
  return isAtLeast(a, b) ? a : b;
}
