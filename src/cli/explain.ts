/** `kamal-review rules` and `kamal-review explain RULE`: what is looked for, and why. */
import type { Rule } from "../engine/rule.ts";
import { CATEGORIES } from "../engine/severity.ts";
import type { Paint } from "../report/terminal.ts";
import { RULES } from "../rules/index.ts";
import { EXIT, type ExitCode, UsageError } from "./exit.ts";
import { oneOf, readArguments } from "./options.ts";
import { pageAtTerminal } from "./page-at-terminal.ts";
import { readRulePage } from "./rule-pages.ts";
import type { Terminal } from "./scan.ts";

/** Help of `rules`. */
export const RULES_USAGE = `kamal-review rules [--category CATEGORY]

Lists the rules: id, category, severity, what each finds. Categories: ${CATEGORIES.join(", ")}.`;

/** Help of `explain`. */
export const EXPLAIN_USAGE = `kamal-review explain RULE

Shows the page of a rule: why it matters, what to do, an example that is reported and one that is not.`;

/** Runs `rules`. */
export function listRules(args: readonly string[], terminal: Terminal): ExitCode {
  const { values, positionals } = readArguments(args, { category: { type: "string" } });
  if (positionals.length > 0) throw new UsageError("rules takes no argument; filter with --category");
  const category =
    typeof values.category === "string" ? oneOf(CATEGORIES, values.category, "--category") : undefined;
  const shown = RULES.filter((rule) => category === undefined || rule.category === category);
  terminal.write(`${table(shown, terminal.paint)}\n`);
  return EXIT.clean;
}

function table(rules: readonly Rule[], paint: Paint): string {
  const width = (column: (rule: Rule) => string): number =>
    Math.max(0, ...rules.map((rule) => column(rule).length));
  const [ids, categories] = [width(({ id }) => id), width(({ category }) => category)];
  const row = ({ id, category, severity, title, strictness }: Rule): string => {
    const shownFrom =
      strictness === undefined || strictness === "default" ? "" : paint("dim", ` (${strictness})`);
    return `${paint("bold", id.padEnd(ids))}  ${category.padEnd(categories)}  ${severity.padEnd(8)}  ${title}${shownFrom}`;
  };
  return rules.map(row).join("\n");
}

/** Runs `explain`. */
export async function explain(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { positionals } = readArguments(args, {});
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new UsageError("explain takes the id of one rule");
  if (!RULES.some((rule) => rule.id === id)) throw new UsageError(unknownRule(id));
  terminal.write(pageAtTerminal(await readRulePage(id), terminal.paint));
  return EXIT.clean;
}

/** Ids are made of words, so a shared word tells best what was meant. */
function unknownRule(id: string): string {
  const words = new Set(id.toLowerCase().split(/[^a-z0-9]+/));
  const shared = (rule: Rule): number => rule.id.split("-").filter((word) => words.has(word)).length;
  const near = RULES.filter((rule) => shared(rule) > 0)
    .sort((a, b) => shared(b) - shared(a))
    .slice(0, 3)
    .map((rule) => rule.id);
  const hint = near.length > 0 ? `did you mean ${near.join(" or ")}?` : "kamal-review rules lists them";
  return `there is no rule ${id}; ${hint}`;
}
