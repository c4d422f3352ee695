/** Conditions that let only certain values of a variable pass: `exit unless x =~ /\A[a-z]+\z/`, and their like. */
import type { Span } from "../../source/span.ts";
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Reading } from "./program-reading.ts";
import { isStrictPattern } from "./strict-pattern.ts";

/** A condition that tells something of a variable: true means that it passed when the condition holds, or when it doesn't. */
interface Test {
  readonly name: string;
  readonly passesWhen: boolean;
  readonly onlyPath: boolean;
}

/** Looks at a conditional statement; `body` are its branches. */
export function readChecks(
  node: SyntaxNode,
  condition: SyntaxNode | undefined,
  body: readonly SyntaxNode[],
  reading: Reading,
): void {
  if (node.type === "case" || node.type === "match_statement" || node.type === "switch_statement") {
    if (condition) chosen(node, condition, body, reading);
    return;
  }
  const [then, otherwise] = body;
  if (!condition || !then) return;
  const negated = node.type.startsWith("unless") || node.type.startsWith("until");
  for (const test of testsIn(condition, reading)) {
    const { passesWhen } = test;
    const thenPasses = passesWhen !== negated;
    const passing = thenPasses ? then : otherwise;
    if (passing) holds(test, passing, reading);
    const failing = thenPasses ? otherwise : then;
    if (failing && leaves(failing, reading))
      holds(test, { start: node.end, end: endOfScope(reading) }, reading);
  }
}

function holds(
  { name, onlyPath }: Pick<Test, "name" | "onlyPath">,
  { start, end }: Span,
  reading: Reading,
): void {
  reading.checks.push({ name, onlyPath, scope: reading.scope, holds: reading.span({ start, end }) });
}

function endOfScope(reading: Reading): number {
  return reading.derived.text.length;
}

/** `case x when "a", "b" … else abort end`: each branch knows its value, and so does what follows. */
function chosen(node: SyntaxNode, subject: SyntaxNode, body: readonly SyntaxNode[], reading: Reading): void {
  const name = variableIn(subject, reading);
  if (name === undefined) return;
  const branches = body.flatMap((part) => (/body|block/.test(part.type) ? namedChildren(part) : [part]));
  const isOther = (part: SyntaxNode): boolean =>
    /^(?:else|switch_default)$/.test(part.type) || /^(?:else\b|case _\s*:)/.test(reading.text(part));
  for (const branch of branches.filter((part) => !isOther(part) && comparesLiterals(part, reading)))
    holds({ name, onlyPath: false }, branch, reading);
  const other = branches.find(isOther);
  const rest = branches.filter((part) => part !== other);
  if (other && leaves(other, reading) && rest.every((part) => comparesLiterals(part, reading)))
    holds({ name, onlyPath: false }, { start: node.end, end: endOfScope(reading) }, reading);
}

/** `when "a"`, `when /\A[a-z]+\z/`. */
function comparesLiterals(branch: SyntaxNode, reading: Reading): boolean {
  const head = reading
    .text(branch)
    .slice(0, 300)
    .replace(/\n[\s\S]*$/, "");
  const pattern = /^when\s+(\/[^\n]*\/)/.exec(head)?.[1];
  return pattern === undefined ? /^(?:when|case)\s+["':%\d]/.test(head) : isStrictPattern(pattern);
}

const LEAVING =
  /^(?:abort|exit!?|raise|fail|return|next|continue|break|throw|sys\.exit|os\._exit|process\.exit|Deno\.exit|die)\b(?!.*\s(?:if|unless)\s)/;

/** Words before the first statement of a branch. */
const OPENING = /^(?:then|else:?|begin|default:|case _:|:|\s)+/;

/** A branch that does more before it leaves is no plain check. */
const MAX_STATEMENTS = 12;

/** True for a branch that leaves the script, the function or the loop. */
function leaves(branch: SyntaxNode, reading: Reading): boolean {
  const statements = reading
    .text(branch)
    .slice(0, 600)
    .split(/[\n;{}]/, MAX_STATEMENTS);
  return statements.some((statement) => LEAVING.test(statement.trim().replace(OPENING, "")));
}

/** The tests of a condition; of several joined by `or`, each fails the whole, as a guard does. */
function testsIn(condition: SyntaxNode, reading: Reading): Test[] {
  const inner = unwrapped(condition);
  const negation = /^(?:!|not\b)/.exec(reading.text(inner));
  if (negation && /unary|not_operator/.test(inner.type)) {
    const operand = namedChildren(inner).at(-1);
    return operand
      ? testsIn(operand, reading).map((test) => ({ ...test, passesWhen: !test.passesWhen }))
      : [];
  }
  const children = namedChildren(inner);
  if (/^(?:binary|binary_expression|boolean_operator)$/.test(inner.type) && children.length === 2) {
    const between = reading.text({ start: children[0]?.end ?? 0, end: children[1]?.start ?? 0 }).trim();
    if (/^(?:\|\||or)$/.test(between))
      return children.flatMap((child) => testsIn(child, reading)).filter((test) => !test.passesWhen);
    if (/^(?:&&|and)$/.test(between))
      return children.flatMap((child) => testsIn(child, reading)).filter((test) => test.passesWhen);
  }
  const text = reading.text(inner);
  const test =
    testOf(text) ?? keptTest(text, reading) ?? patternTest(text, reading) ?? askedTest(text, reading);
  return test ? [test] : [];
}

/** `const known = TARGETS[name]`, then `if (!known)`: a variable that holds the answer of a test. */
function keptTest(condition: string, reading: Reading): Test | undefined {
  const [, name, missing] =
    /^([A-Za-z_]\w*)(?:\s*(===? ?(?:undefined|null)|is None)|\s*(?:!==? ?(?:undefined|null)|is not None))?$/.exec(
      condition.trim(),
    ) ?? [];
  if (name === undefined) return undefined;
  const test = testOf(writtenFor(name, reading) ?? "");
  return test && missing !== undefined ? { ...test, passesWhen: !test.passesWhen } : test;
}

/** `pattern = re.compile(r"[a-z]+")`, then `pattern.fullmatch(name)`. */
function patternTest(condition: string, reading: Reading): Test | undefined {
  const [, pattern, method, name] =
    /^([A-Za-z_]\w*)\.(fullmatch|match|test)\(\s*([A-Za-z_]\w*)\s*\)$/.exec(condition.trim()) ?? [];
  if (pattern === undefined || name === undefined) return undefined;
  const written = writtenFor(pattern, reading) ?? "";
  const text = /^re\.compile\(\s*(r?(?:"[^"]+"|'[^']+'))\s*\)$/.exec(written)?.[1] ?? written;
  const isStrict =
    /^(?:r?["']|\/)/.test(text) &&
    isStrictPattern(text, method === "fullmatch", method === "match" && text !== written);
  return isStrict ? { name, passesWhen: true, onlyPath: false } : undefined;
}

/** `function isCommit(text) { return /^[0-9a-f]+$/.test(text) }`, then `isCommit(version)`. */
function askedTest(condition: string, { functions }: Reading): Test | undefined {
  const [, called, name] =
    /^(?:self\.|this\.)?([A-Za-z_][\w?]*)\(\s*([A-Za-z_]\w*)\s*\)$/.exec(withoutFallback(condition.trim())) ??
    [];
  const definition = name === undefined ? undefined : lastOf(functions, (one) => one.name === called);
  const [answer, ...others] = definition?.returned ?? [];
  if (!definition || !answer || name === undefined || others.length > 0) return undefined;
  const { start, end } = answer.span;
  const written = answer.source.text.slice(start, Math.min(end, start + MAX_LENGTH));
  const test = testOf(
    written.replace(/^(?:!!|(?:bool|Boolean)\((?=.*\)$))/s, "").replace(/^(.*[^(])\)$/s, balanced),
  );
  return test && test.name === definition.parameters[0]?.name ? { ...test, name } : undefined;
}

/** Without a closing bracket that nothing opens. */
function balanced(whole: string, inner: string): string {
  const opened = whole.split("(").length;
  return whole.split(")").length > opened ? inner : whole;
}

/** What a check is made of stands close before it. */
const MAX_DISTANCE = 500;

function lastOf<Item>(items: readonly Item[], isMeant: (item: Item) => boolean): Item | undefined {
  return items.slice(-MAX_DISTANCE).findLast(isMeant);
}

/** What a variable was last given, as it is written. */
function writtenFor(name: string, { assignments, scope }: Reading): string | undefined {
  const kept =
    lastOf(assignments, (one) => one.name === name && one.scope === scope) ??
    lastOf(assignments, (one) => one.name === name && one.scope === "");
  if (!kept || kept.adds) return undefined;
  const { start, end } = kept.value.span;
  return end - start > MAX_LENGTH ? undefined : kept.source.text.slice(start, end);
}

function unwrapped(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (/^parenthesized_/.test(at.type)) {
    const [inner, ...others] = namedChildren(at);
    if (!inner || others.length > 0) break;
    at = inner;
  }
  return at;
}

/** Longer conditions are no plain checks. */
const MAX_LENGTH = 300;

const NAME = String.raw`([@$]?[A-Za-z_]\w*)(?:\.(?:to_s|strip|trim\(\)|strip\(\)))?`;
const PATH = String.raw`(?:str\()?([@$]?[A-Za-z_]\w*)\)?(?:\.(?:to_s|to_path|as_posix\(\)))?`;
const REGEX = String.raw`(\/(?:[^\/\\]|\\.)+\/\w*|%r\{(?:[^}\\]|\\.)+\}\w*|[A-Z][A-Z0-9_]+)`;
const PYTHON_REGEX = `(r?"[^"]+"|r?'[^']+')`;
const LIST = String.raw`(?:%w[[({][^\])}]*[\])}]|[[({][^\])}]*[\])}]|[A-Z][\w:.]*|(?:valid|allowed|known|supported|permitted|ok)\w*|[a-z]\w*s)`;

/** Characters a shell can't misread, between the brackets of a pattern. */
const HARMLESS = String.raw`(?:\w|\d|[\w.:@/-])+`;

const FORMS: readonly {
  readonly form: RegExp;
  readonly order: "name" | "pattern" | "list";
  readonly negates?: true;
  readonly whole?: true;
  readonly onlyPath?: true;
}[] = [
  {
    form: new RegExp(`^/\\[\\^${HARMLESS}\\]\\+?/[iu]*\\.test\\(\\s*${NAME}\\s*\\)$`),
    order: "list",
    negates: true,
  },
  {
    form: new RegExp(`^re\\.search\\(\\s*r?["']\\[\\^${HARMLESS}\\]\\+?["'],\\s*${NAME}\\s*\\)$`),
    order: "list",
    negates: true,
  },
  { form: new RegExp(`^${NAME}\\s*=~\\s*${REGEX}$`), order: "name" },
  { form: new RegExp(`^${NAME}\\s*!~\\s*${REGEX}$`), order: "name", negates: true },
  { form: new RegExp(`^${NAME}&?\\.(?:match\\??|test)\\s*\\(?${REGEX}\\)?$`), order: "name" },
  { form: new RegExp(`^${REGEX}\\s*(?:=~|===)\\s*${NAME}$`), order: "pattern" },
  { form: new RegExp(`^${REGEX}\\.(?:match\\??|test|exec)\\s*\\(\\s*${NAME}\\)$`), order: "pattern" },
  {
    form: new RegExp(`^re\\.fullmatch\\(\\s*${PYTHON_REGEX},\\s*${NAME}\\)$`),
    order: "pattern",
    whole: true,
  },
  { form: new RegExp(`^re\\.(?:match|search)\\(\\s*${PYTHON_REGEX},\\s*${NAME}\\)$`), order: "pattern" },
  { form: new RegExp(`^[A-Z][A-Z0-9_]*\\.(?:fullmatch|match)\\(\\s*${NAME}\\)$`), order: "list" },
  {
    form: new RegExp(
      `^${LIST}(?:\\.freeze)?\\.(?:include\\?|includes|key\\?|has|member\\?)\\s*\\(?\\s*${NAME}\\)?$`,
    ),
    order: "list",
  },
  { form: new RegExp(`^${NAME}\\.in\\?\\s*\\(?${LIST}\\)?$`), order: "list" },
  {
    form: new RegExp(
      `^(?:Object\\.hasOwn|Object\\.prototype\\.hasOwnProperty\\.call|_\\.(?:has|includes))\\(\\s*${LIST},\\s*${NAME}\\s*\\)$`,
    ),
    order: "list",
  },
  {
    form: new RegExp(
      `^(?:Object\\.keys\\(${LIST}\\)\\.(?:includes|has)|${LIST}\\.(?:hasOwnProperty|get))\\(\\s*${NAME}\\s*\\)$`,
    ),
    order: "list",
  },
  { form: new RegExp(`^${LIST}\\[${NAME}\\]$`), order: "list" },
  {
    form: new RegExp(`^${NAME}\\s+in\\s+(?:Object\\.keys|list|set|tuple)\\(${LIST}(?:\\.keys\\(\\))?\\)$`),
    order: "list",
  },
  { form: new RegExp(`^${NAME}\\s+in\\s+${LIST}\\.keys\\(\\)$`), order: "list" },
  { form: new RegExp(`^${NAME}\\s+not\\s+in\\s+${LIST}\\.keys\\(\\)$`), order: "list", negates: true },
  {
    form: new RegExp(`^${LIST}\\.indexOf\\(\\s*${NAME}\\s*\\)\\s*(?:>=\\s*0|!==?\\s*-1|>\\s*-1)$`),
    order: "list",
  },
  {
    form: new RegExp(`^${LIST}\\.indexOf\\(\\s*${NAME}\\s*\\)\\s*(?:<\\s*0|={2,3}\\s*-1)$`),
    order: "list",
    negates: true,
  },
  {
    form: new RegExp(
      `^${LIST}\\.(?:some|find)\\(\\s*\\(?\\w+\\)?\\s*=>\\s*\\w+\\s*={2,3}\\s*${NAME}\\s*\\)$`,
    ),
    order: "list",
  },
  {
    form: new RegExp(
      `^all\\(\\s*\\w+ in (?:["'][\\w.-]*["']|string\\.\\w+|[A-Z]\\w*) for \\w+ in ${NAME}\\s*\\)$`,
    ),
    order: "list",
  },
  { form: new RegExp(`^${NAME}\\s+in\\s+${LIST}$`), order: "list" },
  { form: new RegExp(`^${NAME}\\s+not\\s+in\\s+${LIST}$`), order: "list", negates: true },
  { form: new RegExp(`^${NAME}\\s*={2,3}\\s*["'][^"'#$]*["']$`), order: "list" },
  { form: new RegExp(`^${NAME}\\s*!={1,2}\\s*["'][^"'#$]*["']$`), order: "list", negates: true },
  { form: new RegExp(`^${PATH}\\.is_relative_to\\(`), order: "list", onlyPath: true },
  {
    form: new RegExp(
      `^${PATH}&?\\.(?:start_?with|startsWith)\\??\\s*\\(?(?:["'\`](?:/|[#$]?\\{)|str\\(|f["']|[\\w.]+\\s*\\+|[A-Z_]+\\b)`,
    ),
    order: "list",
    onlyPath: true,
  },
  { form: new RegExp(`^[\\w.()]+\\s+in\\s+${NAME}\\.parents$`), order: "list", onlyPath: true },
  {
    form: new RegExp(`^[\\w.()]+\\s+not\\s+in\\s+${NAME}\\.parents$`),
    order: "list",
    negates: true,
    onlyPath: true,
  },
  { form: new RegExp(`^${NAME}\\.(?:isdigit|isalnum|isnumeric|isidentifier)\\(\\)$`), order: "list" },
];

function testOf(text: string): Test | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const whole = withoutFallback(text.trim());
  const none = / is (not )?None$| (!)?===? (?:undefined|null)$/.exec(whole);
  if (none) {
    const test = testOf(whole.slice(0, none.index));
    return test && (none[1] ?? none[2]) === undefined ? { ...test, passesWhen: !test.passesWhen } : test;
  }
  return testOfForm(whole);
}

/** `version ?? ""`, `String(version)`, `version!`: still the variable. */
function withoutFallback(condition: string): string {
  return condition
    .replace(/\b(?:String|str)\(\s*(\w+)\s*\)/g, "$1")
    .replace(/(\w)\s*(?:\?\?|\|\|| or )\s*(?:""|'')/g, "$1")
    .replace(/(\w) as (?:const|any|never|[A-Z]\w*)\b/g, "$1")
    .replace(/(\w)!(?=[).,])/g, "$1")
    .replace(/^\((\w+)\)(?=\.)/, "$1");
}

function testOfForm(condition: string): Test | undefined {
  for (const { form, order, negates = false, whole = false, onlyPath = false } of FORMS) {
    const match = form.exec(condition);
    if (!match) continue;
    const [, first = "", second = ""] = match;
    const [name, pattern] = order === "pattern" ? [second, first] : [first, second];
    if (order !== "list" && !isStrictPattern(pattern, whole, /^re\.match/.test(condition))) return undefined;
    return { name, passesWhen: !negates, onlyPath };
  }
  return undefined;
}

function variableIn(node: SyntaxNode, reading: Reading): string | undefined {
  return /^([@$]?[A-Za-z_]\w*)$/.exec(reading.text(unwrapped(node)))?.[1];
}
