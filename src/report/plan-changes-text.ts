/** The difference of two plans for a person at a terminal, and for programs. */
import type { PlanChange } from "../review/plan-changes/plan-change.ts";
import { safeText } from "./redaction.ts";
import type { Paint, Style } from "./terminal.ts";
import { destinationNames } from "./wording.ts";

const SIGNS: Readonly<Record<PlanChange["kind"], readonly [string, Style]>> = {
  added: ["+", "green"],
  removed: ["-", "red"],
  changed: ["~", "yellow"],
};

/** One line a change. */
export function changesText(changes: readonly PlanChange[], paint: Paint): string {
  if (changes.length === 0) return "No change to the deployment.\n";
  const lines = changes.map(({ kind, message, path, line, destinations }) => {
    const [sign, style] = SIGNS[kind];
    const names = destinationNames(destinations).map(safeText);
    const where = names.length > 0 ? paint("dim", ` (${names.join(", ")})`) : "";
    return `${paint(style, sign)} ${safeText(message)}${where}  ${paint("cyan", `${safeText(path)}:${line}`)}`;
  });
  return `${lines.join("\n")}\n`;
}

/** The shape is documented in docs/json.md. */
export function changesJson(changes: readonly PlanChange[]): string {
  const report = changes.map((change) => ({
    ...change,
    message: safeText(change.message),
    path: safeText(change.path),
  }));
  return `${JSON.stringify({ changes: report }, null, 2)}\n`;
}
