/** Conditions as Ruby, Python and JavaScript write them that let only certain values of a variable pass. */
import { isOfLine, isStrictPattern } from "./strict-pattern.ts";

/** A condition that tells something of a variable: true means that it passed when the condition holds, or when it doesn't. */
export interface Test {
  readonly name: string;
  readonly passesWhen: boolean;
  readonly onlyPath: boolean;
  /** True for a pattern between `^` and `$`, which in Ruby are the ends of a line. */
  readonly ofLine?: boolean;
  /** True for a path that is looked at without its `..`. */
  readonly resolves?: boolean;
}

/** Longer conditions are no plain checks. */
export const MAX_CONDITION = 300;

/** A variable, or what it holds: `args[:role]`, `options.role`, `ARGV[0]`. */
const PLACE = String.raw`[@$]?[A-Za-z_]\w*(?:\??\.[a-z_]\w*(?![\w(?!])|\[(?::\w+|"[\w-]+"|'[\w-]+'|\d+)\]){0,2}`;
const NAME = String.raw`(${PLACE})(?:\.(?:to_s|strip|trim\(\)|strip\(\)))?`;
const PATH = String.raw`(?:str\()?([@$]?[A-Za-z_]\w*)\)?(?:\.(?:to_s|to_path|as_posix\(\)))?`;
const REGEX = String.raw`(\/(?:[^\/\\]|\\.)+\/\w*|%r\{(?:[^}\\]|\\.)+\}\w*|[A-Z][A-Z0-9_]+)`;
const PYTHON_REGEX = `(r?"[^"]+"|r?'[^']+')`;
const LIST = String.raw`(?:%w[[({][^\])}]*[\])}]|[[({][^\])}]*[\])}]|[A-Z][\w:.]*|(?:valid|allowed|known|supported|permitted|ok)\w*|[a-z]\w*s)`;

/** Characters a shell can't misread, between the brackets of a pattern. */
const HARMLESS = String.raw`(?:\\[wd]|[\w.:@/-])+`;

const FORMS: readonly {
  readonly form: RegExp;
  readonly order: "name" | "pattern" | "list";
  readonly negates?: true;
  readonly whole?: true;
  readonly onlyPath?: true;
  readonly resolves?: true;
}[] = [
  {
    form: new RegExp(`^/\\[\\^${HARMLESS}\\]\\+?/[iu]*\\.test\\(\\s*${NAME}\\s*\\)$`),
    order: "list",
    negates: true,
  },
  {
    form: new RegExp(`^${NAME}(?:\\s*=~\\s*|&?\\.match\\??\\s*\\(?)/\\[\\^${HARMLESS}\\]\\+?/i?\\)?$`),
    order: "list",
    negates: true,
  },
  {
    form: new RegExp(`^/\\[\\^${HARMLESS}\\]\\+?/i?(?:\\s*=~\\s*|\\.match\\??\\s*\\(?)${NAME}\\)?$`),
    order: "list",
    negates: true,
  },
  {
    form: new RegExp(`^${NAME}\\s*!~\\s*/\\[\\^${HARMLESS}\\]\\+?/i?$`),
    order: "list",
  },
  { form: new RegExp(`^\\(?${NAME} - ${LIST}\\)?\\.(?:any\\?|present\\?)$`), order: "list", negates: true },
  { form: new RegExp(`^\\(?${NAME} - ${LIST}\\)?\\.(?:empty\\?|none\\?|blank\\?)$`), order: "list" },
  {
    form: new RegExp(`^re\\.search\\(\\s*r?["']\\[\\^${HARMLESS}\\]\\+?["'],\\s*${NAME}\\s*\\)$`),
    order: "list",
    negates: true,
  },
  {
    form: new RegExp(`^assert(?:\\.strict)?\\.match\\(\\s*${NAME},\\s*${REGEX}\\s*(?:,[^)]*)?\\)$`),
    order: "name",
  },
  { form: new RegExp(`^${NAME}\\s*=~\\s*${REGEX}$`), order: "name" },
  { form: new RegExp(`^${NAME}\\s*!~\\s*${REGEX}$`), order: "name", negates: true },
  { form: new RegExp(`^${NAME}&?\\.(?:match\\??|test)\\s*\\(?${REGEX}\\)?$`), order: "name" },
  { form: new RegExp(`^${REGEX}\\s*(?:=~|===)\\s*${NAME}$`), order: "pattern" },
  { form: new RegExp(`^${REGEX}\\.(?:match\\??|test|exec)\\s*\\(\\s*${NAME}\\s*\\)$`), order: "pattern" },
  {
    form: new RegExp(`^re\\.fullmatch\\(\\s*${PYTHON_REGEX},\\s*${NAME}\\)$`),
    order: "pattern",
    whole: true,
  },
  { form: new RegExp(`^re\\.(?:match|search)\\(\\s*${PYTHON_REGEX},\\s*${NAME}\\)$`), order: "pattern" },
  {
    form: new RegExp(`^([A-Z][A-Z0-9_]*)\\.fullmatch\\(\\s*${NAME}\\s*\\)$`),
    order: "pattern",
    whole: true,
  },
  {
    form: new RegExp(
      `^${LIST}(?:\\.freeze)?\\.(?:include\\?|includes|(?:has_)?key\\?|has|member\\?|any\\?|one\\?|index|find_index|(?:has_)?value\\?|cover\\?)\\s*\\(?\\s*${NAME}\\)?$`,
    ),
    order: "list",
  },
  {
    form: new RegExp(`^${LIST}(?:\\.freeze)?\\.(?:none\\?|exclude\\?)\\s*\\(?\\s*${NAME}\\)?$`),
    order: "list",
    negates: true,
  },
  {
    form: new RegExp(`^${LIST}(?:\\.freeze)?\\.(?:find_)?index\\s*\\(?\\s*${NAME}\\)?\\.nil\\?$`),
    order: "list",
    negates: true,
  },
  {
    form: new RegExp(
      `^${LIST}(?:\\.freeze)?\\.(?:any\\?|find|detect)\\s*\\{\\s*\\|\\w+\\|\\s*\\w+ == ${NAME}\\s*\\}$`,
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
      `^(?:Object\\.(?:keys|values)\\(${LIST}\\)\\.(?:includes|has)|${LIST}\\.(?:hasOwnProperty|get))\\(\\s*${NAME}\\s*\\)$`,
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
  {
    form: new RegExp(
      `^(?:File\\.(?:expand_path|realpath|absolute_path)|os\\.path\\.(?:realpath|abspath|normpath)|path\\.(?:resolve|normalize))\\(${NAME}\\)\\.(?:start_?with|startsWith)\\??\\s*\\(?(?:["'\`](?:/|[#$]?\\{)|[\\w.]+\\s*\\+|[A-Z_]+\\b)`,
    ),
    order: "list",
    onlyPath: true,
    resolves: true,
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

/** The variable, or what it holds, that is all of an expression, as paths of expressions are written: `args.role`. */
export function placeNamed(text: string): string | undefined {
  return WHOLE_PLACE.test(text) ? dotted(text) : undefined;
}

const WHOLE_PLACE = new RegExp(`^${PLACE}$`);

function dotted(place: string): string {
  return place
    .replace(/\[[:"']?([\w-]+)["']?\]/g, ".$1")
    .replaceAll("?.", ".")
    .replace(/\.(?:to_s|strip|chomp)$/, "");
}

/** The pattern that a constant is, as it is written; undefined for one that isn't known. */
export type PatternOf = (constant: string) => string | undefined;

/** The test that a condition is as it is written; undefined for one that tells nothing of a variable. */
export function testOf(text: string, patternOf: PatternOf): Test | undefined {
  if (text.length > MAX_CONDITION) return undefined;
  const whole = withoutFallback(text.trim());
  const none = / is (not )?None$| (!)?===? (?:undefined|null)$/.exec(whole);
  if (none) {
    const test = testOf(whole.slice(0, none.index), patternOf);
    return test && (none[1] ?? none[2]) === undefined ? { ...test, passesWhen: !test.passesWhen } : test;
  }
  return testOfForm(whole, patternOf);
}

/** `version ?? ""`, `String(version)`, `version!`: still the variable. */
export function withoutFallback(condition: string): string {
  return condition
    .replace(/\b(?:String|str)\(\s*(\w+)\s*\)/g, "$1")
    .replace(/(\w)\s*(?:\?\?|\|\|| or )\s*(?:""|'')/g, "$1")
    .replace(
      /([\w)]) as (?:readonly )?(?:const|any|never|unknown|string|[A-Z]\w*)\b(?:<\w+>)?(?:\[\])?/g,
      "$1",
    )
    .replace(/(\w)!(?=[).,])/g, "$1")
    .replace(/^\((\w+|Object\.\w+\(\w+\))\)(?=\.)/, "$1");
}

function testOfForm(condition: string, patternOf: PatternOf): Test | undefined {
  for (const { form, order, negates = false, whole = false, onlyPath = false, resolves = false } of FORMS) {
    const match = form.exec(condition);
    if (!match) continue;
    const [, first = "", second = ""] = match;
    const [name, written] = order === "pattern" ? [second, first] : [first, second];
    const test = { name: dotted(name), passesWhen: !negates, onlyPath, resolves };
    if (order === "list") return test;
    const pattern = CONSTANT.test(written) ? (patternOf(written) ?? written) : written;
    const fromStart = order === "pattern" && /^\w+\.match\(/.test(condition) && /^r?["']/.test(pattern); // Python's `match`
    if (!isStrictPattern(pattern, whole, fromStart)) return undefined;
    return { ...test, ofLine: !whole && isOfLine(pattern) };
  }
  return undefined;
}

const CONSTANT = /^[A-Z][A-Z0-9_]+$/;
