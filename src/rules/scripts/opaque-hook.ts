/** HK-23: a hook or script that a person can't read: binary, encoded, minified, or with invisible characters. */
import type { TextFile, UnreadableFile } from "../../documents/document.ts";
import type { Program } from "../../documents/program/program.ts";
import { runsItsInput } from "../../documents/shell/runs-input.ts";
import { isShellName } from "../../documents/shell/shell-names.ts";
import {
  feeders,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  substitutedCommands,
  type WordPart,
} from "../../documents/shell/shell-script.ts";
import { runWordOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { hiddenCharacters } from "../../source/hidden-characters.ts";
import { onceFor } from "../../source/once-for.ts";
import type { Span } from "../../source/span.ts";
import { decodedPrograms, hiddenNames } from "../shared/programs/decoded-programs.ts";
import { isBinaryProgram } from "../shared/scripts/binary-programs.ts";
import { commandLine, placeOfLine } from "../shared/scripts/command-line.ts";
import { decodedFilesRun } from "../shared/scripts/decoded-files.ts";
import { isDownload } from "../shared/scripts/downloads.ts";
import { evaluatedTexts } from "../shared/scripts/evaluated-texts.ts";

export default defineRule({
  id: "opaque-hook",
  category: "scripts",
  severity: "high",
  confidence: "high",
  title: "Program that can't be read",
  why: "It runs with every key of the deployment, and nobody who reviews the change can see what it does.",
  fix: "Put the source into the repository as plain text.",
  references: ["https://trojansource.codes/"],
  appliesTo: ["text-file", "unreadable-file", "shell-script", "program"],
  *check(document) {
    if (document.kind === "program") return yield* decodedCode(document);
    if (document.kind === "unreadable-file") yield* binary(document);
    else if (document.kind === "shell-script") yield* decoded(document);
    else if (document.role === "hook" || document.role === "script") yield* unreadable(document);
  },
});

function* binary(file: UnreadableFile): Iterable<Problem> {
  if (isBinaryProgram(file))
    yield { at: file, subject: "binary", message: "This program is a binary file, so nobody can review it." };
}

/** Longer lines in a program are for machines. */
const MINIFIED = 2_000;

function* unreadable({ source, mode, role }: TextFile): Iterable<Problem> {
  const { text } = source;
  const whole = { source, span: { start: 0, end: source.lineText(1).length }, anchor: "" };
  if (mode === "120000") {
    if (role === "hook")
      yield {
        at: whole,
        subject: "link",
        message: "This hook is a symbolic link: what runs stands elsewhere and can change without it.",
      };
    return;
  }
  const [hidden] = hiddenCharacters(text).filter(
    ({ start }) => DECEIVES.test(text[start] ?? "") && !joinsEmoji(text, start),
  );
  if (hidden) {
    const name = `U+${text.charCodeAt(hidden.start).toString(16).toUpperCase().padStart(4, "0")}`;
    yield {
      at: { source, span: hidden, anchor: name },
      subject: name,
      message: `An invisible character (${name}) makes this program read otherwise than it runs.`,
    };
  }
  if (/\.(?:json|lock|svg|txt|md|ya?ml|csv)$/.test(source.path)) return;
  const long = longLine(text);
  if (!long) return;
  const message = `This line has ${long.end - long.start} characters, more than anybody reads.`;
  yield { at: { source, span: long, anchor: "long" }, subject: "long", message };
}

/** The first line of code that is written for machines. */
function longLine(text: string): Span | undefined {
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf("\n", start);
    const end = next < 0 ? text.length : next;
    if (end - start > MINIFIED && !/^\s*#/.test(text.slice(start, start + 80))) return { start, end };
    start = end + 1;
  }
  return undefined;
}

/** A zero-width joiner between the parts of one emoji. */
function joinsEmoji(text: string, at: number): boolean {
  return text[at] === "\u200d" && /[\ud800-\udfff\u2600-\u27bf]|\ufe0f/.test(text[at - 1] ?? "");
}

/** Bidi controls and zero-width characters; escape codes for colours are only ugly. */
const DECEIVES = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** `exec(base64.b64decode("…"))`, `__import__("o" + "s")`, `"\x63\x75\x72\x6c"`. */
function* decodedCode(program: Program): Iterable<Problem> {
  for (const { call, by } of decodedPrograms(program))
    yield { at: call, subject: "encoded", message: `Encoded text is decoded and run by ${by} here.` };
  for (const call of hiddenNames(program)) {
    yield { at: call, subject: "hidden name", message: HIDDEN_NAME };
  }
  const letters = lettersAsNumbers(program);
  if (letters) {
    const message = "Letters are written as numbers here, so that nobody reads what they say.";
    yield { at: { source: program.source, span: letters, anchor: "letters" }, subject: "letters", message };
  }
}

const HIDDEN_NAME = "The name of what is called is put together here, so that nobody finds it.";

/** Escapes of letters, which have no other use; those of colours and of bytes in files aren't letters. */
const LETTERS = /(?:\\(?:x(?:[46][1-9a-f]|[57][0-9a])|u00(?:[46][1-9a-f]|[57][0-9a]))){6}/i;

function lettersAsNumbers({ source, span }: Program): Span | undefined {
  const found = LETTERS.exec(source.text.slice(span.start, span.end));
  if (!found) return undefined;
  const start = span.start + found.index;
  return { start, end: start + found[0].length };
}

const DECODES =
  /^(?:base64 .*(?:-\w*[dD]\w*|--decode)|base32 .*-d|xxd .*-\w*r|openssl (?:enc|base64)\b.* -d|(?:gzip|bzip2|xz) -\w*d|gunzip|zcat|rev$|tr (?!-)\S*(?:a-z|A-Z)\S* \S*[a-z]-[a-z]\S*[a-z]-[a-z]|uudecode|gpg .*(?:-d|--decrypt)|python3? -c .*b64decode|perl .*decode_base64|ruby .*(?:unpack1?|Base64|decode64))/;

/** What needs a key, or a program of its own, before anybody can look at it. */
const UNPACKS =
  /^(?:gpg2? (?:.* )?(?:-d|--decrypt)\b|age (?:.* )?(?:-d|--decrypt)\b|sops (?:.* )?(?:-d|--decrypt|decrypt)\b|ansible-vault (?:view|decrypt)\b|unzip (?:-\w* )*-\w*p|tar (?:.* )?-?\w*x\w*O|7z\w* .*-so\b)/;

function* decoded(script: ShellScript): Iterable<Problem> {
  const files = new Set(decodedFilesRun(script));
  for (const command of script.commands) {
    if (isNamedInPieces(command))
      yield { at: placeOfLine(command), subject: "hidden name", message: HIDDEN_NAME };
    if (!files.has(command) && !runsDecoded(command, script)) continue;
    const by = commandLine(command).name ?? "the shell";
    yield {
      at: placeOfLine(command),
      subject: "encoded",
      message: `Encoded text is decoded and run by ${by} here.`,
    };
  }
}

/** `$(echo cu)rl`, `$'\x63\x75\x72\x6c'`: what is spelled out needs neither a command to print it nor numbers for its letters. */
function isNamedInPieces(command: ShellCommand): boolean {
  const { name } = command;
  if (name?.source.text.startsWith("$'", name.span.start) && isEscaped(name)) return true;
  if (PATTERN.test((runWordOf(command)?.parts ?? []).map(expandable).join("").slice(0, MAX_PATH)))
    return true;
  return (name?.parts ?? []).some(
    (part) =>
      part.kind === "substitution" &&
      part.commands.length > 0 &&
      part.commands.every(
        ({ name: printer, arguments: words }) =>
          /^(?:echo|printf)$/.test(printer?.literal ?? "") &&
          words.every(({ literal }) => literal !== undefined && !literal.includes("/")),
      ),
  );
}

/** A part of a word as the shell compares it with files; in quotes, signs stand for themselves. */
function expandable(part: WordPart): string {
  if (part.kind !== "literal") return "\n";
  return part.quotes === "none" ? part.text : part.text.replace(/[?*[\]]/g, "_");
}

const MAX_PATH = 200;

/** `/usr/bin/cu?l`, `/b*n/c[u]rl`: who writes a path so doesn't want it found; folders of versions lie deeper. */
const PATTERN =
  /^\/(?:[\w./*?-]*\?[\w./*?-]*|[\w./-]*\*[\w*-]*|[\w./*-]*\[[!^]?[A-Za-z-]+\][\w./*[\]-]*|\w*\*[\w*]*\/[\w./*-]*|usr\/(?:local\/)?\w*\*[\w*]*\/[\w*-]+)$/;

/** The variables that hold such a text anywhere in a script. */
const decodedVariables: (script: ShellScript) => ReadonlySet<string> = onceFor(({ assignments }) => {
  const decoded = assignments.filter(
    ({ value }) => value && (isEscaped(value) || substitutedCommands(value).some(decodes)),
  );
  return new Set(decoded.map(({ name }) => name));
});

function runsDecoded(command: ShellCommand, script: ShellScript): boolean {
  const fed = runsItsInput(command) ? feeders(command) : [];
  // what a download is turned into is told by pipe-to-shell
  if (fed.some((one) => decodes(one) || unpacks(one)) && !fed.some(isDownload)) return true;
  const texts = evaluatedTexts(command).map(({ word }) => word);
  const { name = "", line, arguments: words } = commandLine(command);
  const files = isShellName(name) || name === "source" || name === "." ? words.slice(0, 1) : [];
  if ([...texts, ...files].flatMap(substitutedCommands).some(decodes)) return true;
  const printed = texts.flatMap(substitutedCommands).flatMap(({ arguments: given }) => given);
  const called = name === "" && command.name ? [command.name] : []; // `$x` on its own
  const used = [...texts, ...printed, ...called].flatMap(({ parts }) =>
    parts.filter((part) => part.kind === "variable"),
  );
  if (used.some((part) => decodedVariables(script).has(part.name))) return true;
  if (name === "" && command.name && substitutedCommands(command.name).some(decodes)) return true;
  // those that are read as programs tell it themselves
  const { role } = script;
  const isRead = command.runsOn === "here" && (role === "hook" || role === "script");
  return (
    (isRead ? /^(?:perl|php)$/ : /^(?:python[\d.]*|ruby|perl|node|php)$/).test(name) &&
    /(?:exec|eval|system)\b.{0,200}(?:b64decode|decode64|decode_base64|unpack1?\(|Buffer\.from\(|base64_decode|fromhex|zlib\.decompress)/s.test(
      line,
    )
  );
}

/** Letters written as numbers. */
const ESCAPED = /(?:\\(?:x[0-9a-f]{2}|0?[0-7]{3})){4}/i;

/** `p='\x63\x75\x72\x6c…'` */
function isEscaped({ source, span }: ShellWord): boolean {
  return ESCAPED.test(source.text.slice(span.start, Math.min(span.end, span.start + 400)));
}

function unpacks(command: ShellCommand): boolean {
  return UNPACKS.test(commandLine(command).line);
}

function decodes(command: ShellCommand): boolean {
  const { name, arguments: words } = commandLine(command);
  if (/^(?:printf|echo)$/.test(name ?? "") && words.some(({ literal = "" }) => ESCAPED.test(literal)))
    return true;
  return (
    DECODES.test(commandLine(command).line.replace(/^base64$/, "base64 ")) &&
    !/^gpg.*(?:\.asc|\.gpg)$/.test(commandLine(command).line)
  );
}
