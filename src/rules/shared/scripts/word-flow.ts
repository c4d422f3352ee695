/** Where the value of a word comes from, when it is known what the variables in it hold and the commands in it print. */
import {
  feeders,
  type ShellCommand,
  type ShellWord,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import type { Span } from "../../../source/span.ts";
import { CONSTANT, type Flow, worst } from "./flow.ts";
import { type ContentOf, makesHarmless, type OutputOf, printedFlow } from "./printed-origin.ts";

/** What variables and functions give at a place of the script. */
export interface Values {
  /** The variables that an expansion stands for: `${!X}` is what `X` names. */
  readonly namesOf: (part: WordPart & { readonly kind: "variable" }) => readonly string[];
  readonly ofVariable: (name: string, span: Span) => Flow;
  readonly outputOf: OutputOf;
  readonly contentOf: ContentOf;
}

/** What commands print. */
export function printedBy(commands: readonly ShellCommand[], values: Values): Flow {
  return printedFlow(commands, (word) => wordFlow(word, values), values.outputOf, values.contentOf);
}

/** The worst of its parts. */
export function wordFlow({ parts }: Pick<ShellWord, "parts">, values: Values): Flow {
  return worst(parts.map((part) => partFlow(part, values)));
}

function partFlow(part: WordPart, values: Values): Flow {
  if (part.kind === "literal")
    return part.quotes === "none" && part.text.includes("*") ? FILE_NAMES : CONSTANT;
  if (part.kind === "arithmetic") return CONSTANT;
  if (part.kind === "variable") return expansionFlow(part, values);
  return printedBy(part.commands, values);
}

/** What a wildcard stands for. */
const FILE_NAMES: Flow = { origin: "given", source: undefined };

/** `${X@Q}` is quoted for the shell, `${#X}` a number; what stands after `:-` or in `${X/a/$b}` may be in the result. */
function expansionFlow(part: WordPart & { readonly kind: "variable" }, values: Values): Flow {
  const { operator, inner } = part;
  if (operator === "length" || operator === "@Q" || removesAllButWords(part)) return CONSTANT;
  const instead = /^(?::?[-=+]|\/[/#%]?)$/.test(operator) ? inner.map((word) => partFlow(word, values)) : [];
  const own = (): Flow => worst(values.namesOf(part).map((one) => values.ofVariable(one, part.span)));
  return worst(/^:?\+$/.test(operator) ? instead : [own(), ...instead]);
}

/** `${X//[^a-z0-9]/-}`: one character of a set, and in its place only what is spelled out. */
function removesAllButWords({ operator, inner }: WordPart & { readonly kind: "variable" }): boolean {
  const [set, instead = "", ...more] = inner.map((part) =>
    part.kind === "literal" && part.quotes !== "single" ? part.text : "$",
  );
  return operator === "//" && more.length === 0 && SET.test(set ?? "") && /^[\w.:@%+=,-]*$/.test(instead);
}

const SET = /^\[[!^](?:\[:(?:alnum|alpha|digit|lower|upper|xdigit):\]|[\w.:@%+=,-])+\]$/;

/** What `read` gets: through a pipe, from a file or a string, or typed by the person who runs the script. */
export function inputFlow(read: ShellCommand, values: Values): Flow {
  const flowOf = (word: Pick<ShellWord, "parts">): Flow => wordFlow(word, values);
  const typed: Flow = { origin: "given", source: { what: "`read`", at: read, isRef: false } };
  const fed = feeders(read);
  if (fed.length > 0) return makesHarmless(fed.at(-1)) ? CONSTANT : printedBy(fed, values);
  const [input] = [...read.redirections, ...read.surrounding].filter(({ operator }) =>
    operator.startsWith("<"),
  );
  if (input?.heredoc) return worst(input.heredoc.parts.map((part) => partFlow(part, values)));
  const isText = input?.operator === "<<<" || input?.target?.parts.some((part) => part.kind === "process");
  if (isText && input?.target) return flowOf(input.target);
  const content = input?.target ? values.contentOf(input.target) : CONSTANT;
  if (content.origin !== "constant") return content;
  return input ? { ...typed, origin: "unknown" } : typed;
}
