/** Checks that get a condition under which they don't run, though the deployment does. */
import { get, scalarOf, type YamlMap, type YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { type Occasion, verdictAt } from "./occasions.ts";

/** Nothing, or what whoever wants the deployment can arrange: words of a commit, a label, a setting. */
const ARRANGED =
  /^(?:\$\{\{\s{0,9})?(?:false|0)(?:\s{0,9}\}\})?$|&&\s{0,9}false\b|commit\.message|pull_request\.(?:title|body|labels)|github\.(?:triggering_)?actor(?!\s{0,9}!=\s{0,9}'(?:dependabot|renovate))|\bvars\.|SKIP|FORCE/;

const INPUT = /\binputs\./;

/** Otherwise who calls the workflow or action settles its inputs. */
function isStartedByHand(occasions: readonly Occasion[]): boolean {
  return occasions.some(({ event }) => event === undefined || event === "workflow_dispatch");
}

/** `if: false` for a check: a step that is left out stops nothing. */
export function* leftOut(before: YamlMap, after: YamlMap, occasions: readonly Occasion[]): Iterable<Problem> {
  const condition = scalarOf(get(after, "if"));
  const earlier = conditionOf(before);
  if (!condition || condition.text === earlier) return;
  const [was, now] = [weightOf(earlier, occasions), weightOf(condition.text, occasions)];
  if (now <= was) return;
  const message =
    now === NEVER
      ? "This check never runs under this new condition when the deployment does."
      : "This check is left out under this new condition, and the deployment goes on.";
  yield { at: condition, subject: "if", severity: now === SOMETIMES ? "medium" : "high", message };
}

const [HOLDS, SOMETIMES, BY_CHOICE, NEVER] = [0, 1, 2, 3];

/** How far a condition keeps a check away from the deployments. */
function weightOf(condition: string, occasions: readonly Occasion[]): number {
  const verdicts = occasions.map((occasion) => verdictAt(condition, occasion, true));
  const own = occasions.filter(
    ({ event }, index) => event !== "workflow_dispatch" && verdicts[index] === false,
  );
  if (own.length > 0 || (verdicts.length > 0 && verdicts.every((one) => one === false))) return NEVER;
  const isSure = verdicts.length > 0 && verdicts.every((verdict) => verdict === true);
  if (isSure) return HOLDS;
  if (ARRANGED.test(condition) || (INPUT.test(condition) && isStartedByHand(occasions))) return BY_CHOICE;
  return condition.trim() === "" ? HOLDS : SOMETIMES;
}

/** The condition of a step under which it never runs when the deployment does. */
export function neverRuns(node: YamlMap, occasions: readonly Occasion[]): YamlScalar | undefined {
  const condition = scalarOf(get(node, "if"));
  return condition && weightOf(condition.text, occasions) === NEVER ? condition : undefined;
}

/** True for the two halves of a question, one of which always holds. */
export function areOpposite(one: YamlMap, other: YamlMap): boolean {
  const [a, b] = [one, other].map((node) => conditionOf(node).replace(/\s+|\$\{\{|\}\}/g, ""));
  if (!a || !b || a === b) return false;
  return (
    a === `!${b}` || b === `!${a}` || a === `!(${b})` || b === `!(${a})` || turned(a) === b || turned(b) === a
  );
}

function turned(condition: string): string {
  return /&&|\|\|/.test(condition) ? "" : condition.replace("==", "!=");
}

function conditionOf(node: YamlMap): string {
  return scalarOf(get(node, "if"))?.text ?? "";
}
