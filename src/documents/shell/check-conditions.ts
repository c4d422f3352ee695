/** What the condition of an `if` or of `… || exit` says about the variables in it, when it holds and when it doesn't. */

/** What is known of a variable: `pattern` when its value can only be harmless text, `nonempty` when it has one at all. */
export interface Fact {
  readonly name: string;
  readonly kind: "pattern" | "nonempty";
}

/** What is known when the condition holds and when it doesn't. */
export interface Facts {
  readonly holds: readonly Fact[];
  readonly fails: readonly Fact[];
}

const NOTHING: Facts = { holds: [], fails: [] };

/** Conditions of people are shorter. */
const MAX_LENGTH = 2_000;

/** Functions of the script that are true only when their first argument is harmless text. */
export type Predicates = ReadonlySet<string>;

const NO_PREDICATES: Predicates = new Set();

/** Reads a condition as text, with single blanks: `[[ … ]]`, `[ … ]`, `test …`, `echo "$X" | grep -Eq …`, joined by `&&` and `||`. */
export function factsOf(condition: string, predicates: Predicates = NO_PREDICATES): Facts {
  if (condition.length > MAX_LENGTH) return NOTHING;
  const text = condition.trim().replace(/\s+/g, " ");
  const negated = /^! (\[\[?(?:(?!\]\]? ?(?:&&|\|\|)).)*\]\]?)$/s.exec(text);
  if (negated) return turned(factsOf(negated[1] ?? "", predicates));
  const inner = text
    .replace(/(^| )(?:\[\[?|test) /g, "$1")
    .replace(/ \]\]?(?= |$)/g, "")
    .replace(/ -a /g, " && ")
    .replace(/ -o /g, " || ");
  const choices = inner
    .split(/\|\|/)
    .map((choice) => all(choice.split("&&").map((atom) => factsOfAtom(atom, predicates))));
  return any(choices);
}

function turned({ holds, fails }: Facts): Facts {
  return { holds: fails, fails: holds };
}

function all(facts: readonly Facts[]): Facts {
  return { holds: facts.flatMap(({ holds }) => holds), fails: common(facts.map(({ fails }) => fails)) };
}

function any(facts: readonly Facts[]): Facts {
  return { holds: common(facts.map(({ holds }) => holds)), fails: facts.flatMap(({ fails }) => fails) };
}

function common(lists: readonly (readonly Fact[])[]): Fact[] {
  const [first = [], ...others] = lists;
  return first.filter((fact) =>
    others.every((list) => list.some(({ name, kind }) => name === fact.name && kind === fact.kind)),
  );
}

const VARIABLE = String.raw`["']?\$\{?(\w+|[@*])(?:\[@\])?(?::?-[^}"]*)?\}?["']?`;
const MATCH = new RegExp(`^${VARIABLE} =~ (.+)$`, "s");
const COMPARE = new RegExp(`^"?x?${VARIABLE}"? (==?|!=|-eq|-ne) (.+)$`, "s");
const UNARY = new RegExp(`^(-[nzdfers]) ${VARIABLE}$`);
const BARE = new RegExp(`^${VARIABLE}$`);
const PIPED = new RegExp(
  String.raw`^(?:echo|printf) (?:-n |["']?%s(?:\\n)?["']? )?${VARIABLE} ?\| ?[ef]?grep (?:-\w+ )+(.+?)(?: ?>.*)?$`,
  "s",
);
const HERE_STRING = new RegExp(String.raw`^[ef]?grep (?:-\w+ )+(.+?) ?<<< ?${VARIABLE}$`, "s");
const EXPR = new RegExp(`^expr "?X?${VARIABLE}"? : (.+?)(?: ?>.*)?$`, "s");

const CALL = new RegExp(String.raw`^([A-Za-z_][\w-]*) ${VARIABLE}$`);

/** `grep -x` compares whole lines. */
const WHOLE_LINE = /\bgrep (?:-\w+ )*-\w*x\w* /;

function factsOfAtom(written: string, predicates: Predicates): Facts {
  const text = written.trim();
  if (text.startsWith("! ")) return turned(factsOfAtom(text.slice(2), predicates));
  const call = predicates.size > 0 ? CALL.exec(text) : null;
  if (call && predicates.has(call[1] ?? "")) return whenTrue(call[2], true);
  const match = MATCH.exec(text) ?? PIPED.exec(text) ?? EXPR.exec(text);
  const pattern = (raw: string | undefined): string =>
    WHOLE_LINE.test(text) ? wholeLine(raw ?? "") : (raw ?? "");
  if (match) return whenTrue(match[1], isStrict(pattern(match[2]), EXPR.test(text)));
  const fed = HERE_STRING.exec(text);
  if (fed) return whenTrue(fed[2], isStrict(pattern(fed[1]), false));
  const compared = COMPARE.exec(text);
  if (compared) return ofComparison(compared[1] ?? "", compared[2] ?? "", compared[3] ?? "");
  const [, operator, name] = UNARY.exec(text) ?? ["", "-n", BARE.exec(text)?.[1]];
  if (name === undefined) return NOTHING;
  const known: Fact[] = [{ name, kind: "nonempty" }];
  return operator === "-z" ? { holds: [], fails: known } : { holds: known, fails: [] };
}

function whenTrue(name: string | undefined, strict: boolean): Facts {
  return name !== undefined && strict ? { holds: bothKinds(name), fails: [] } : NOTHING;
}

/** What matches a pattern is not empty either, or it is harmless to be so. */
function bothKinds(name: string): Fact[] {
  return [
    { name, kind: "pattern" },
    { name, kind: "nonempty" },
  ];
}

function wholeLine(written: string): string {
  return `^${written
    .trim()
    .replace(/^["']|["']$/g, "")
    .replace(/^\^|\$$/g, "")}$`;
}

/** From the first character to the last, with nothing in it that takes any character. A pattern in a variable is trusted. */
function isStrict(written: string, anchored: boolean): boolean {
  const pattern = written.trim().replace(/^["']|["']$/g, "");
  if (/^\$\{?\w+\}?$/.test(pattern)) return true;
  if (!pattern.endsWith("$") || !(anchored || pattern.startsWith("^"))) return false;
  return !/(?:^|[^\\])\.(?:[*+?{]|$)|\[\^|\\S/.test(pattern);
}

function ofComparison(name: string, operator: string, written: string): Facts {
  const value = written.trim();
  const excluded = /^\*\[[!^]([\w./:@+\-\\ ]+)\]\*$/.test(value);
  if (excluded) return operator === "!=" ? whenTrue(name, true) : turned(whenTrue(name, true));
  if (/^(?:""|''|"?x"?)$/.test(value)) {
    const known: Fact[] = [{ name, kind: "nonempty" }];
    return operator === "!=" ? { holds: known, fails: [] } : { holds: [], fails: known };
  }
  const facts = whenTrue(name, !/[$`*?]/.test(value));
  return /^(?:!=|-ne)$/.test(operator) ? turned(facts) : facts;
}

/** True for a pattern of `case` that only harmless text matches: `staging`, `[0-9a-f]`. */
export function isStrictGlob(pattern: string): boolean {
  return pattern.trim() !== "" && !/[*?$`]|\[[!^]/.test(pattern);
}

/** True for a pattern that takes every text with a character outside of a set: `*[!a-z0-9-]*`. */
export function takesTheRest(pattern: string): boolean {
  return /^\*\[[!^][\w./:@+\-\\ ]+\]\*$/.test(pattern.trim());
}
