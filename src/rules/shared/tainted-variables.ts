/** Where the values of a script's variables come from, as far as its assignments tell. */
import {
  commandName,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "../../documents/shell/shell-script.ts";

/** `constant` is spelled out in the script; `outside` can be chosen by someone else; `unknown` is neither for sure. */
export type Origin = "constant" | "outside" | "unknown";

/** Text that people outside the team can choose, directly or through a branch, tag or commit. */
const OUTSIDE_VARIABLES =
  /^(?:[1-9@*]|KAMAL_(?:PERFORMER|VERSION|SERVICE_VERSION|HOSTS|ROLES?|DESTINATION|SERVICE)|GITHUB_(?:HEAD_REF|REF|REF_NAME|BASE_REF|ACTOR|EVENT_PATH)|CI_COMMIT_(?:MESSAGE|TITLE|BRANCH|TAG|REF_NAME)|BRANCH_NAME|REPLY)$/;

/** The origin of every variable a script assigns or reads. */
export function variableOrigins(script: ShellScript): (name: string) => Origin {
  const assigned = new Map<string, (ShellWord | undefined)[]>();
  for (const { name, value } of script.assignments)
    assigned.set(name, [...(assigned.get(name) ?? []), value]);
  const read = new Set(
    script.commands.filter((command) => commandName(command) === "read").flatMap(readNames),
  );
  const origin = (name: string, depth: number): Origin => {
    if (read.has(name)) return "outside";
    const values = assigned.get(name);
    if (!values) return OUTSIDE_VARIABLES.test(name) ? "outside" : "unknown";
    if (depth > MAX_CHAIN) return "unknown";
    return worst(
      values.map((value) => (value ? wordOrigin(value, (inner) => origin(inner, depth + 1)) : "constant")),
    );
  };
  return (name) => origin(name, 0);
}

/** Longer chains of assignments are given up; the bound also ends cycles. */
const MAX_CHAIN = 8;

/** Where the text of a word comes from. */
export function wordOrigin(word: ShellWord, originOf: (variable: string) => Origin): Origin {
  return worst(word.parts.map((part) => partOrigin(part, originOf)));
}

function partOrigin(part: WordPart, originOf: (variable: string) => Origin): Origin {
  if (part.kind === "variable") return part.operator === "#" ? "constant" : originOf(part.name);
  if (part.kind === "substitution") return part.commands.some(printsOutsideText) ? "outside" : "unknown";
  return part.kind === "process" ? "unknown" : "constant";
}

/** `git log`, `git branch` and their like print what the author of a commit wrote; a commit id is nobody's choice. */
function printsOutsideText(command: ShellCommand): boolean {
  const words = command.arguments.map((word) => word.literal ?? "");
  const name = commandName(command);
  if (name === "curl" || name === "wget") return true;
  if (name !== "git") return false;
  const [verb = ""] = words.filter((word) => !word.startsWith("-"));
  if (verb === "rev-parse") return words.includes("--abbrev-ref");
  if (/^(?:log|show)$/.test(verb))
    return !words.some((word) => /^--(?:format|pretty)=(?:format:)?%[hH]$/.test(word));
  return /^(?:branch|tag|describe|symbolic-ref|config|for-each-ref|ls-files|diff)$/.test(verb);
}

function readNames(command: ShellCommand): string[] {
  return command.arguments.flatMap(({ literal = "" }) => (/^[A-Za-z_]\w*$/.test(literal) ? [literal] : []));
}

function worst(origins: readonly Origin[]): Origin {
  if (origins.includes("outside")) return "outside";
  return origins.includes("unknown") ? "unknown" : "constant";
}
