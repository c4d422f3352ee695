/** HK-07: a path that others choose, or that leaves the project. */
import type { Project } from "../../documents/project.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../documents/shell/shell-script.ts";
import { feeders } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/path-traversal.ts";
import { archivesUnpackedBy, filesTakenBy, unpacks } from "../shared/scripts/archives.ts";
import { commandLine, placeOfLine, placeOfWord, textOfWord } from "../shared/scripts/command-line.ts";
import { isDownload } from "../shared/scripts/downloads.ts";
import { isExpandedOutside } from "../shared/scripts/expanded-outside.ts";
import { usesOfDownloads } from "../shared/scripts/kept-downloads.ts";
import { flowsAmong } from "../shared/scripts/libraries.ts";
import { reaching } from "../shared/scripts/reaching.ts";
import { lowerInContainer } from "../shared/scripts/script-files.ts";
import type { FlowOf } from "../shared/scripts/tainted-variables.ts";

export default defineRule({
  id: "path-traversal",
  category: "scripts",
  severity: "medium",
  confidence: "medium",
  title: "Path that others can lead elsewhere",
  why: "With `../` in the value the command reads or writes outside of the folder it is meant for: keys, secrets files, other programs.",
  fix: 'Check the value against a list or a pattern without slashes, or take only its last part: `"$(basename -- "$name")"`.',
  references: ["https://cwe.mitre.org/data/definitions/22.html"],
  appliesTo: ["shell-script", "program"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document, project);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const flowOf = flowsAmong(script, project);
  const changesFolder = script.commands.some(({ name }) => /^(?:cd|pushd)$/.test(name?.literal ?? ""));
  const downloaded = new Set(usesOfDownloads(script, archivesUnpackedBy).map(({ run }) => run));
  for (const command of script.commands) {
    const extracted = extraction(command, downloaded.has(command));
    if (extracted) yield asUsualIn(script.role, extracted);
    const problems = pathsOf(command).flatMap(
      ({ word, writes }) =>
        judge(word, command, flowOf) ?? (changesFolder ? undefined : leaves(word, command, writes)) ?? [],
    );
    const [first, ...others] = problems;
    if (first) yield first;
    yield* others.filter(({ message }) => message !== first?.message); // the same value in two paths of one command
  }
}

/** In an image this is how tools are installed, and the worst it can do stays there; so it is on the machines of workflows. */
function asUsualIn(role: ShellScript["role"], problem: Problem): Problem {
  if (role === "dockerfile") return { ...problem, strictness: "pedantic" };
  return role === "workflow" || role === "action" ? { ...problem, severity: "medium" } : problem;
}

interface UsedPath {
  readonly word: ShellWord;
  readonly writes: boolean;
}

const USES =
  /^(?:cat|cp|mv|ln|install|tee|source|\.|head|tail|less|grep|sed|rsync|scp|touch|mkdir|chmod|chown|tar|unzip|gzip|gunzip|zcat|mysql|psql|pg_restore|gpg|openssl|dd)$/;

function pathsOf(command: ShellCommand): UsedPath[] {
  const { name = "", arguments: words } = commandLine(command);
  const targets = command.redirections.flatMap(({ operator, target }) =>
    target && /^&?[<>]{1,2}\|?$/.test(operator) ? [{ word: target, writes: operator.includes(">") }] : [],
  );
  if (!USES.test(name)) return targets;
  const writes = !/^(?:cat|head|tail|less|grep|source|\.)$/.test(name);
  const files = filesAmong(name, words).filter((word) => textOfWord(word).includes("/"));
  return [...files.map((word) => ({ word, writes })), ...targets];
}

/** The words that are no options, and of those that edit or search text not the program they are told. */
function filesAmong(name: string, words: readonly ShellWord[]): readonly ShellWord[] {
  if (!/^(?:sed|grep)$/.test(name)) return words.filter((word) => !textOfWord(word).startsWith("-"));
  const isTold = ({ literal = "" }: ShellWord): boolean =>
    /^(?:-[a-zA-Z]*[ef]|--(?:expression|regexp|file))$/.test(literal);
  const named = words.filter(
    (word, index) => !textOfWord(word).startsWith("-") && !words.slice(index - 1, index).some(isTold),
  );
  return words.some(isTold) ? named : named.slice(1);
}

/** A whole path is the choice of whoever starts the script; inside of one, a value is meant to stay in its folder. */
function judge(word: ShellWord, command: ShellCommand, flowOf: FlowOf): Problem | undefined {
  const text = textOfWord(word);
  if (!text.includes("/") || /:\/\//.test(text)) return undefined;
  for (const [index, part] of word.parts.entries()) {
    if (part.kind === "literal" || isExpandedOutside(part, command)) continue;
    const before = textOfWord({ parts: word.parts.slice(0, index) });
    if (!before.includes("/") || /^(?:##|#)$/.test(part.kind === "variable" ? part.operator : "")) continue;
    const flow = flowOf({ parts: [part] }, command.inFunction);
    if (!flow.source || (flow.origin !== "given" && flow.origin !== "outside")) continue;
    if (/`(?:find|ls)`|KAMAL_(?:VERSION|SERVICE_VERSION|SERVICE|DESTINATION|ROLES?)/.test(flow.source.what))
      continue;
    const at = placeOfWord(word, command);
    const isGrave = (flow.origin === "outside" && !flow.source.isRef) || unpacks(command);
    const severity = isGrave ? "high" : "medium";
    return {
      at,
      subject: text,
      severity: lowerInContainer(severity, command),
      message: reaching(flow, at, "becomes a part of this path"),
    };
  }
  return undefined;
}

function leaves(word: ShellWord, command: ShellCommand, writes: boolean): Problem | undefined {
  const text = word.literal ?? "";
  if (!/^(?:\.\.\/){2,}/.test(text) || command.within || command.captured) return undefined;
  const message = `\`${text}\` is outside of the project that Kamal runs in.`;
  return { at: placeOfWord(word, command), subject: text, severity: writes ? "medium" : "low", message };
}

/** Archives say themselves where their files go; unpacked at the root they replace anything. */
function extraction(command: ShellCommand, isDownloaded: boolean): Problem | undefined {
  const { line, arguments: words } = commandLine(command);
  if (!unpacks(command)) return undefined;
  const fromNet =
    isDownloaded ||
    feeders(command).some(isDownload) ||
    words.some((word) => /^https?:\/\//.test(textOfWord(word)));
  const atRoot = / (?:-C ?|-d ?|--directory[= ])\/(?:etc|usr|root|home|bin|lib)?\/?(?: |$)/.test(line);
  const absolute = / (?:-\w*P\w*|--absolute-names)(?: |$)|^(?:bsd)?tar \w*P/.test(line);
  if (!atRoot && !absolute && (!fromNet || filesTakenBy(command).length > 0)) return undefined;
  const at = placeOfLine(command);
  if (!atRoot && !absolute) {
    const message = "A downloaded archive is unpacked unchecked, wherever it says.";
    return { at, subject: "archive", severity: lowerInContainer("high", command), message };
  }
  const message = "This archive is unpacked over the files of the machine.";
  return { at, subject: "archive", severity: lowerInContainer("high", command), message };
}
