/** Shell text -> `ShellScript`. */
import { type DerivedText, nestDerived } from "../../source/derived-text.ts";
import type { Place } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import type { FileRole } from "../file-role.ts";
import type { SyntaxNode } from "../syntax/syntax-tree.ts";
import { asProgram, type EmbeddedProgram } from "./embedded-programs.ts";
import { parseShell } from "./parse-shell.ts";
import { type PlainProgram, plainProgram } from "./plain-program.ts";
import { readChecks } from "./read-checks.ts";
import { type Context, readStatements } from "./read-statements.ts";
import { type Found, type HeredocBody, type ShellReading, startReading } from "./reading.ts";
import type { ShellCommand, ShellScript } from "./shell-script.ts";
import { brokenLength, resumptionPoint } from "./syntax-gaps.ts";
import { writtenPrograms } from "./written-programs.ts";

/** Programs inside programs (`ssh host "bash -c '…'"`) are followed this far. */
const MAX_EMBEDDING = 4;

/** All text that is parsed beyond the program itself. Scripts of real projects hold less than a hundredth of this. */
const MAX_EMBEDDED_CHARACTERS = 256 * 1024;

/** Recovering from broken text takes the grammar quadratic time: 15,000 characters of it take as long as a megabyte of sound text. */
const BROKEN_CHARACTERS_PER_CHARACTER = 200;

/** A program with more places that the grammar can't read is given up. */
const MAX_RESUMPTIONS = 20;

const TOP: Context = {
  stages: [],
  surrounding: [],
  runsOn: "here",
  depth: 0,
  embedding: 0,
  resumed: 0,
  inFunction: undefined,
  branch: undefined,
  within: undefined,
  captured: false,
};

/** What is known of a program before it is read. */
export interface ShellSetting {
  /** Of the file it stands in; `script` unless given. */
  readonly role?: FileRole;
  /** Where it runs; on the machine that deploys unless given. */
  readonly runsOn?: ShellCommand["runsOn"];
  readonly setting?: NonNullable<ShellScript["setting"]>;
}

/** Reads a program; undefined when parsing took longer than its budget. The bash grammar must be loaded. */
export function openShell(
  derived: DerivedText,
  { role = "script", runsOn = "here", setting }: ShellSetting = {},
): ShellScript | undefined {
  const found: Found = {
    commands: [],
    assignments: [],
    checks: [],
    notFollowed: undefined,
    handing: new Map(),
    prefixes: new Map(),
    keptFollowed: new Set(),
    wordDepth: 0,
    charactersLeft: MAX_EMBEDDED_CHARACTERS,
  };
  if (!readProgram(derived, { ...TOP, runsOn }, found)) return undefined;
  for (const { writer, parts, runsOn: elsewhere } of writtenPrograms(found.commands))
    followEmbedded(
      { program: asProgram([parts], derived.source), runsOn: elsewhere, carrier: writer },
      writer.span,
      { ...TOP, runsOn, inFunction: writer.inFunction },
      found,
    );
  const span = derived.toSource({ start: 0, end: derived.text.length });
  const { assignments, checks, notFollowed } = found;
  const commands = found.commands.toSorted((a, b) => a.span.start - b.span.start);
  return {
    kind: "shell-script",
    source: derived.source,
    role,
    span,
    commands,
    assignments,
    checks,
    notFollowed,
    ...(setting ? { setting } : {}),
  };
}

function readProgram(program: DerivedText, context: Context, found: Found): boolean {
  const plain = plainProgram(program);
  const tree = parseShell(plain.derived.text);
  if (!tree) return false;
  found.charactersLeft -= brokenLength(tree) ** 2 / BROKEN_CHARACTERS_PER_CHARACTER;
  const before = { commands: found.commands.length, assignments: found.assignments.length };
  const statements = tree.children.filter((node) => node.start < plain.bodies);
  const follow: ShellReading["follow"] = (inner, at, around) => followEmbedded(inner, at, around, found);
  const reading = startReading(plain.derived, { heredocs: heredocsOf(tree, plain), found, follow });
  readStatements(statements, context, reading);
  for (const check of readChecks(tree, plain.derived.text))
    found.checks.push({ ...check, span: rangeOf(check.span, plain) });
  const resumption = resumptionPoint(tree, plain.derived.text.slice(0, plain.bodies));
  if (resumption !== undefined) {
    const { start } = plain.toProgram({ start: resumption, end: resumption });
    resume(program, start, before, context, found);
  }
  return true;
}

/** What holds to the end holds behind the here-documents too, which were put there only for the grammar. */
function rangeOf({ start, end }: Span, { derived, bodies, toProgram }: PlainProgram): Span {
  const from = derived.toSource({ start, end: start }).start;
  if (end < bodies) return { start: from, end: derived.toSource({ start, end }).end };
  const whole = toProgram({ start: 0, end: bodies });
  return {
    start: from,
    end: Math.max(derived.toSource({ start: 0, end: derived.text.length }).end, whole.end),
  };
}

/** Reads a program from a line on anew; what was made of that part before is dropped. */
function resume(
  program: DerivedText,
  start: number,
  before: { readonly commands: number; readonly assignments: number },
  context: Context,
  found: Found,
): void {
  const from = program.toSource({ start, end: start }).start;
  const stays = ({ span }: Place, index: number, first: number): boolean =>
    index < first || span.start < from;
  found.commands = found.commands.filter((command, index) => stays(command, index, before.commands));
  found.assignments = found.assignments.filter((one, index) => stays(one, index, before.assignments));
  const rest = nestDerived(program, program.text.slice(start), (range) => ({
    start: range.start + start,
    end: range.end + start,
  }));
  const next = { ...context, resumed: context.resumed + 1 };
  if (next.resumed > MAX_RESUMPTIONS || !readMore(rest, next, found))
    found.notFollowed ??= { start: from, end: from };
}

/** The here-documents behind the program, by their names. */
function heredocsOf(tree: SyntaxNode, { derived, bodies, quoted }: PlainProgram): Map<string, HeredocBody> {
  const found = new Map<string, HeredocBody>();
  for (const statement of tree.children) {
    if (statement.start < bodies) continue;
    const redirect = statement.children.find((child) => child.type === "heredoc_redirect");
    const delimiter = redirect?.children.find((child) => child.type === "heredoc_start");
    const node = redirect?.children.find((child) => child.type === "heredoc_body");
    const name = delimiter && derived.text.slice(delimiter.start, delimiter.end).replaceAll("'", "");
    if (name !== undefined) found.set(name, { node, quoted: quoted.get(name) ?? false });
  }
  return found;
}

/** Reads a program that another one carries. What can't be followed is said, so that nothing hides there. */
function followEmbedded(
  { program, runsOn, carrier, captured = false }: EmbeddedProgram,
  at: Span,
  around: Context,
  found: Found,
): void {
  const context = {
    ...around,
    stages: [],
    surrounding: [],
    captured,
    within: carrier,
    embedding: around.embedding + 1,
    runsOn: runsOn ?? around.runsOn,
  };
  if (context.embedding > MAX_EMBEDDING || !readMore(program, context, found)) found.notFollowed ??= at;
}

/** False when the text is beyond what one script may hold; a text that took too long is the last one. */
function readMore(program: DerivedText, context: Context, found: Found): boolean {
  found.charactersLeft -= program.text.length;
  if (found.charactersLeft < 0) return false;
  const isRead = readProgram(program, context, found);
  if (!isRead) found.charactersLeft = 0;
  return isRead;
}
