/** The difference of two plans for a person at a terminal, and for programs. */
import type { PlanChange } from "../review/plan-changes/plan-change.ts";
import type { Failure } from "../review/review.ts";
import { revealHidden } from "../source/hidden-characters.ts";
import { safeText } from "./redaction.ts";
import type { Paint, Style } from "./terminal.ts";
import { destinationNames } from "./wording.ts";

const SIGNS: Readonly<Record<PlanChange["kind"], readonly [string, Style]>> = {
  added: ["+", "green"],
  removed: ["-", "red"],
  changed: ["~", "yellow"],
};

/** A file whose changes are not known; the reason completes a sentence that starts with the path. */
type Unread = Pick<Failure, "path" | "reason">;

/** One line a change, and one a file that could not be read. */
export function changesText(
  changes: readonly PlanChange[],
  failures: readonly Unread[],
  paint: Paint,
): string {
  if (changes.length + failures.length === 0) return "No change to the deployment.\n";
  const unread = failures.map(
    ({ path, reason }) =>
      `${paint("red", "!")} ${safeText(path)} ${safeText(reason)}; what it changes is not known`,
  );
  const lines = changes.map(({ kind, message, path, line, destinations }) => {
    const [sign, style] = SIGNS[kind];
    const names = destinationNames(destinations).map(safeText);
    const where = names.length > 0 ? paint("dim", ` (${names.join(", ")})`) : "";
    return `${paint(style, sign)} ${safeText(message)}${where}  ${paint("cyan", `${safeText(path)}:${line}`)}`;
  });
  return `${[...lines, ...unread].join("\n")}\n`;
}

/** The shape is documented in docs/json.md. */
export function changesJson(changes: readonly PlanChange[], failures: readonly Unread[]): string {
  const report = changes.map((change) => ({
    ...change,
    message: safeText(change.message),
    path: safeText(change.path),
  }));
  const unread = failures.map(({ path, reason }) => ({ path: safeText(path), reason: safeText(reason) }));
  const all = unread.length > 0 ? { changes: report, failures: unread } : { changes: report };
  return `${revealHidden(JSON.stringify(all, null, 2))}\n`;
}
