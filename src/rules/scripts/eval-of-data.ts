/** HK-02: data becomes program text. */
import { isShell } from "../../documents/shell/embedded-programs.ts";
import {
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  substitutedCommands,
} from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isDownload } from "../shared/downloads.ts";
import { type Origin, variableOrigins, wordOrigin } from "../shared/tainted-variables.ts";

export default defineRule({
  id: "eval-of-data",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Data evaluated as shell text",
  why: "The shell reads the value as a program, so a quote, a semicolon or `$(…)` in it runs on the machine that deploys, which holds every key and secret of the deployment.",
  fix: 'Pass data as arguments: `sh -c \'echo "$1"\' _ "$value"`, or call the program directly without eval.',
  references: ["https://mywiki.wooledge.org/BashFAQ/048"],
  appliesTo: ["shell-script"],
  *check(script: ShellScript) {
    const originOf = variableOrigins(script);
    for (const command of script.commands) {
      const evaluated = evaluatedText(command);
      if (evaluated) yield* judge(command, evaluated, originIn(command, evaluated, originOf));
    }
  },
});

/** A word that is run as shell text, and by what. */
interface Evaluated {
  readonly word: ShellWord;
  readonly by: string;
  /** Items of a list, such as file names, are pasted into the text where `{}` stands. */
  readonly splices: boolean;
}

function* judge(command: ShellCommand, { word, by }: Evaluated, origin: Origin): Iterable<Problem> {
  if (
    origin === "constant" ||
    substitutedCommands(word).some((inner) => isDownload(inner) || printsShellSetup(inner))
  )
    return;
  const at = { ...word, anchor: command.anchor ?? "" };
  if (origin === "outside") {
    yield {
      at,
      severity: "critical",
      message: `Text that others can choose becomes shell code here through ${by}.`,
    };
  } else {
    yield { at, message: `The value becomes shell code here through ${by}.` };
  }
}

/** Inside a function `$1` is what the caller passes, which may be anything. */
function originIn(
  command: ShellCommand,
  { word, splices }: Evaluated,
  originOf: (name: string) => Origin,
): Origin {
  if (splices) return "unknown";
  const local = (name: string): Origin =>
    command.inFunction !== undefined && /^[1-9@*]$/.test(name) ? "unknown" : originOf(name);
  return wordOrigin(word, local);
}

function evaluatedText(command: ShellCommand): Evaluated | undefined {
  const { name = "", arguments: words, through } = invocationOf(command);
  if (name === "eval")
    return expanded(
      words.find((word) => word.literal === undefined),
      name,
    );
  if (isShell(name)) return inlineProgram(words, name, through.includes("xargs"));
  if (name === "find")
    return inlineProgram(
      words.slice(words.findIndex(({ literal }) => /^-(?:exec|ok)(?:dir)?$/.test(literal ?? "")) + 1),
      "find -exec",
      true,
    );
  if (!/^[gmn]?awk$/.test(name)) return undefined;
  const program = words.find(({ literal }) => /\bsystem\s*\(/.test(literal ?? ""));
  return program && { word: program, by: "awk's system()", splices: true };
}

/** The word after `-c`. */
function inlineProgram(words: readonly ShellWord[], by: string, takesItems: boolean): Evaluated | undefined {
  const at = words.findIndex(({ literal }) => /^-[a-z]*c$/.test(literal ?? ""));
  const program = at < 0 ? undefined : words[at + 1];
  if (program?.literal === undefined) return expanded(program, `${by} -c`);
  return takesItems && program.literal.includes("{}")
    ? { word: program, by: `${by} -c`, splices: true }
    : undefined;
}

function expanded(word: ShellWord | undefined, by: string): Evaluated | undefined {
  return word && { word, by, splices: false };
}

/** Programs whose output is made for eval. */
function printsShellSetup(command: ShellCommand): boolean {
  const { name = "", arguments: words } = invocationOf(command);
  const line = words.map((word) => word.literal ?? "$").join(" ");
  return SETUP.some(([program, call]) => program.test(name) && call.test(line));
}

const SETUP: readonly (readonly [program: RegExp, call: RegExp])[] = [
  [/^ssh-agent$|^keychain$|^dircolors$|^resize$/, /(?:)/],
  [
    /^(?:rb|py|nod|js?w?|go|pl|php)env$|^direnv$|^asdf$|^mise$|^rtx$|^fnm$|^volta$|^starship$|^zoxide$|^conda$/,
    /^(?:init|hook|env|activate|exec|shell\.bash|export)\b|^$/,
  ],
  [/(?:^|\/)brew$/, /^shellenv\b/],
  [/^op$/, /^signin\b/],
  [/^(?:docker-machine|minikube|podman|colima)$/, /env\b/],
  [/^luarocks$|^opam$/, /^(?:path|env)\b/],
];
