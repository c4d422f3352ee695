/** HK-05: a value outside of quotes is split at blanks and its wildcards are replaced. It doesn't run: that is HK-02 and HK-03. */
import type { Project } from "../../documents/project.ts";
import {
  isFilledIn,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "../../documents/shell/shell-script.ts";
import { defineRule, type Edit, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { commandLine } from "../shared/scripts/command-line.ts";
import { isExpandedOutside } from "../shared/scripts/expanded-outside.ts";
import type { Flow } from "../shared/scripts/flow.ts";
import { imageVariables } from "../shared/scripts/image-variables.ts";
import { flowsAmong } from "../shared/scripts/libraries.ts";
import { isExpression } from "../shared/scripts/pasted-expressions.ts";
import { type IsPlain, plainVariables } from "../shared/scripts/plain-variables.ts";
import { reaching } from "../shared/scripts/reaching.ts";
import { roleOfScript } from "../shared/scripts/script-files.ts";
import { standsUnquoted } from "../shared/scripts/stands-unquoted.ts";

export default defineRule({
  id: "unquoted-expansion",
  category: "scripts",
  severity: "low",
  confidence: "high",
  title: "Value outside of quotes",
  why: "The shell splits the value at blanks and replaces `*` in it by file names, so one argument becomes several, or an option.",
  fix: 'Put it into double quotes: `"$NAME"`; put `--` before it where it could start with a dash.',
  references: ["https://www.shellcheck.net/wiki/SC2086"],
  appliesTo: ["shell-script"],
  *check(script: ShellScript, project: Project) {
    const role = roleOfScript(script, project);
    if (role === "secrets" || script.setting || usesNoSplitting(script)) return; // Kamal quotes there

    const flowOf = flowsAmong(script, project);
    const isPlain = plainVariables(script, imageVariables(script, project));
    for (const command of script.commands) {
      const [found] = splitParts(command, isPlain, script);
      if (found && !isMeant(found.word) && !isExpression(found.part, script))
        yield report(found, flowOf({ parts: [found.part] }, command.inFunction), command, script);
    }
  },
});

/** The author has told ShellCheck that the splitting is wanted. */
function isMeant({ source, span }: ShellWord): boolean {
  const line = source.positionAt(span.start).line;
  return [line - 1, line - 2].some(
    (above) =>
      above > 0 && /^\s*#\s*shellcheck disable=\S*SC2(?:086|046|068|048)/.test(source.lineText(above)),
  );
}

interface Split {
  readonly word: ShellWord;
  readonly part: WordPart;
}

/** zsh doesn't split; `set -f` and an empty IFS say that it is on purpose. */
function usesNoSplitting({ source }: ShellScript): boolean {
  return /^#!.*\bzsh\b/.test(source.lineText(1));
}

/** Builtins that take their arguments for assignments. */
const ASSIGNING = /^(?:export|local|declare|readonly|typeset|return|exit|let|\[\[|shift|break|continue)$/;

/** What another language fills in is told by the rule about that language. */
function splitParts(command: ShellCommand, isPlain: IsPlain, script: ShellScript): Split[] {
  if (ASSIGNING.test(command.name?.literal ?? "")) return [];
  const targets = command.redirections.flatMap(({ operator, target }) =>
    target && operator !== "<<<" ? [target] : [],
  );
  return [...command.arguments, ...targets].flatMap((word) =>
    word.parts.flatMap((part) => {
      if (part.kind === "literal" || part.quotes !== "none" || !splits(part, command, isPlain)) return [];
      const isTold = isExpandedOutside(part, command) || isFilledIn(part, script);
      return isTold ? [] : [{ word, part }];
    }),
  );
}

/** Variables that hold several words on purpose. */
const SEVERAL = /(?:^|_)(?:OPT(?:ION)?S?|ARG(?:UMENT)?S?|FLAGS?|PARAMS?|CMD|COMMAND|EXTRA)$/i;

function splits(part: WordPart, command: ShellCommand, isPlain: IsPlain): boolean {
  if (part.kind === "substitution") return part.commands.length > 0 && !printsOneWord(part.commands);
  if (part.kind !== "variable") return false;
  const { name, operator } = part;
  if (/^(?:length|@Q|:?\+)$/.test(operator) || /^[?#$!0-]$/.test(name) || SEVERAL.test(name)) return false;
  return !isPlain(name, command.inFunction);
}

/** Output that has neither blanks nor wildcards. */
function printsOneWord(commands: readonly ShellCommand[]): boolean {
  const last = commands.at(-1);
  const { name = "", line } = last ? commandLine(last) : {};
  return (
    /^(?:nproc|whoami|uname|id|wc|seq|jobs)$/.test(name) ||
    /^date \+[\w%-]+$|^printf %q |^git rev-parse (?!.*--abbrev-ref|--show)/.test(line ?? "")
  );
}

/** Programs for which one argument more or less does harm. */
const TOUCHY = /^(?:rm|mv|cp|ssh|scp|rsync|docker|git)$/;

function report({ word, part }: Split, flow: Flow, command: ShellCommand, script: ShellScript): Problem {
  const { name = "" } = commandLine(command);
  const at = { source: word.source, span: part.span, anchor: command.anchor ?? "" };
  const isChosen = (flow.origin === "given" || flow.origin === "outside") && !isOneWord(flow);
  const matters = isChosen || (TOUCHY.test(name) && isHeld(part, flow));
  const severity: Severity = matters && command.runsOn !== "container" ? "medium" : "low";
  const what = part.kind === "variable" ? `\`$${part.name}\`` : "What the command prints";
  const message = isChosen
    ? reaching(flow, at, "is split into words here")
    : `${what} is split into words here.`;
  const edit = standsUnquoted(script) ? editFor(part, word) : undefined;
  return {
    at,
    severity,
    // values without blanks are the rule, so most scripts have some and never notice
    ...(severity === "low" ? { strictness: "pedantic" as const } : {}),
    subject: part.kind === "variable" ? part.name : "$()",
    message,
    ...(edit ? { edit } : {}),
  };
}

/** Names of branches hold nothing that splits, and what Kamal sets hardly ever does. */
function isOneWord({ source }: Flow): boolean {
  return source?.isRef === true || /`\$KAMAL_/.test(source?.what ?? "");
}

/** Lists that a command prints are meant to be split. */
function isHeld(part: WordPart, flow: Flow): boolean {
  return part.kind === "variable" && !isOneWord(flow) && /^`\$/.test(flow.source?.what ?? "");
}

/** A word is meant as one unless it is nothing but a list; what stands around the variable keeps its wildcards. */
function editFor(part: WordPart, { source }: ShellWord): Edit | undefined {
  if (part.kind !== "variable" || /^[@*]$/.test(part.name)) return undefined;
  const { start, end } = part.span;
  const written = source.text.slice(start, end);
  return written.startsWith("$") && !/["'\s]/.test(written)
    ? { span: part.span, text: `"${written}"` }
    : undefined;
}
