/** What a change does to the servers, as the first part of a summary. */
import type { PlanChange } from "../review/plan-changes/plan-change.ts";
import type { LinkTo } from "./check-output.ts";
import { inlineCode, sentence } from "./markdown.ts";
import { destinationNames, plural } from "./wording.ts";

/** More lines nobody reads; findings come after them and must not be cut off. */
const MAX_LINES = 60;

/** Characters of the section, so that it leaves room for the findings. */
const MAX_LENGTH = 20_000;

/** Set in bold, since a bare sign at this place would open a list of its own. */
const SIGNS: Readonly<Record<PlanChange["kind"], string>> = {
  added: "**+**",
  removed: "**−**",
  changed: "**~**",
};

/** Empty when there is nothing to compare with, or when no file of the deployment differs. */
export function planSection(plan: readonly PlanChange[] | undefined, linkTo: LinkTo): string {
  if (plan === undefined) return "";
  if (plan.length === 0) return "No change to the deployment.";
  const lines: string[] = [];
  let length = 0;
  for (const change of plan.slice(0, MAX_LINES)) {
    const line = changeLine(change, linkTo);
    length += line.length + 1;
    if (length > MAX_LENGTH) break;
    lines.push(line);
  }
  const rest = plan.length - lines.length;
  const more =
    rest > 0 ? [`- and ${plural(rest, "more change")}; \`kamal-review plan --base\` lists all of them`] : [];
  return ["### What changes on the servers", "", ...lines, ...more].join("\n");
}

function changeLine({ kind, message, path, line, destinations }: PlanChange, linkTo: LinkTo): string {
  const names = destinationNames(destinations).map(inlineCode);
  const where = names.length > 0 ? ` (${names.join(", ")})` : "";
  return `- ${SIGNS[kind]} ${sentence(message)}${where} [${inlineCode(`${path}:${line}`)}](${linkTo(path, line)})`;
}
