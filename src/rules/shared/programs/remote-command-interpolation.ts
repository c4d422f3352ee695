/** HK-03 in Ruby, Python and JavaScript: values in text that a shell on a server or in a container reads. */
import type { Call, Expression, Program, TextExpression } from "../../../documents/program/program.ts";
import type { StartedProgram } from "../../../documents/program/started-programs.ts";
import { unlisted } from "../../../documents/program/starts/wrapper.ts";
import { onlyValuesIn, variableKey } from "../../../documents/program/variables.ts";
import type { Project } from "../../../documents/project.ts";
import type { Problem } from "../../../engine/rule.ts";
import type { Severity } from "../../../engine/severity.ts";
import { contains, type Span } from "../../../source/span.ts";
import { whatArrives } from "./flow-message.ts";
import { originsAcross } from "./origins-across.ts";
import { type Reader, remoteValues } from "./remote-values.ts";
import { handedOnElsewhere, startsElsewhere, wordsElsewhere } from "./starts-elsewhere.ts";
import { type Trust, worstOrigin } from "./trust.ts";

/** Text of string forms, which a local shell reads first, is left to interpreter-interpolation. */
export function* checkProgram(program: Program, project: Project): Iterable<Problem> {
  const originOf = originsAcross(program, "shell", project);
  const onlyValueOf = onlyValuesIn(program);
  const handedOn = new Set(program.starts.flatMap(({ through }) => through ?? []));
  const isParameter = parametersIn(program);
  const inputs = new Set(program.starts.map(({ input }) => input));
  const elsewhere = [...startsElsewhere(program, project), ...wordsElsewhere(program, project)];
  for (const start of [...program.starts, ...elsewhere]) {
    if (start.passesOn || inputs.has(start.words[0])) continue;
    const { values: all, reader } = remoteValues(start, onlyValueOf);
    const isLeft = all.length > 0 && (handedOn.has(start.call) || handedOnElsewhere(project).has(start.call));
    const values = isLeft ? all.filter((one) => !(isParameter(one.value) && isWholeWord(one, start))) : all;
    const judged = values.map((one) => ({ ...one, origin: originOf(one.value) }));
    const worst = worstOrigin(judged.map(({ origin }) => origin));
    const grave = judged.find(({ origin }) => origin === worst);
    const isInside = runsInside(reader);
    const isTyped = worst.trust === "given" && isInside && grave && isCommandLine(grave, start);
    const severity = isTyped ? "medium" : severityOf(worst.trust, reader);
    if (!grave || !severity) continue;
    const known = [grave.span, ...(start.input ? [start.input.span] : [])];
    const span = known.find((one) => isWrittenIn(start.call, one)) ?? start.call.span;
    yield {
      at: { source: program.source, span, anchor: start.call.anchor ?? "" },
      severity,
      message: `${whatArrives(worst, start.call)} reaches ${READERS[reader]} here.`,
      fix: "Send the value over standard input, or quote it for the other side with Shellwords.escape or shlex.quote.",
    };
  }
}

/** The text of a here-document stands behind the call. */
function isWrittenIn({ span: call, arguments: values }: Call, span: Span): boolean {
  const texts = values.flatMap((value) => (value.kind === "text" ? value.parts : []));
  return contains(call, span) || texts.some((part) => contains(part.span, span));
}

/** True for what a function is given, also as words of a list: `*words`, `list(words)`. */
function parametersIn({ functions }: Program): (value: Expression) => boolean {
  const keys = new Set(
    functions.flatMap(({ scope, parameters }) => parameters.map(({ name }) => variableKey(name, scope))),
  );
  return (value) => {
    const inner = unlisted(value.kind === "spread" ? (value.parts[0] ?? value) : value);
    return inner.kind === "name" && keys.has(variableKey(inner.name, inner.scope));
  };
}

/** What a function passes on as a word of its own is judged where it is called. */
function isWholeWord({ span }: { readonly span: Span }, { form, words, input }: StartedProgram): boolean {
  if (form === "template") return words.some((word) => word.kind === "text" && standsAlone(span, word));
  return [...words, ...(input ? [input] : [])].some(
    (word) => /^(?:name|spread)$/.test(word.kind) && word.span.start === span.start,
  );
}

/** `$\`ssh web1 ${command}\``: a template makes one word of what has blanks around it. */
function standsAlone({ start }: Span, { parts }: TextExpression): boolean {
  const at = parts.findIndex((part) => part.span.start === start);
  const [before, after] = [parts[at - 1], parts[at + 1]].map((part) =>
    part === undefined ? " " : part.kind === "literal" ? part.text : "",
  );
  return at >= 0 && /\s$/.test(before ?? "") && /^\s/.test(after ?? "");
}

/** `exec("kamal", "app", "exec", words.join(" "))`: whoever starts the script types the command. */
function isCommandLine(
  { value, span }: { readonly value: Expression; readonly span: Span },
  { words }: StartedProgram,
): boolean {
  // a variable may hold a text that more was put into
  if (value.kind === "name") return false;
  return words.some((word) => word.span.start === span.start && word.span.end === span.end);
}

const READERS: Readonly<Record<Reader, string>> = {
  remote: "the remote shell",
  application: "the shell of the server",
  container: "a shell in the container",
  sql: "the database as a part of its commands",
};

/** On a server and in a container, which has less to lose. Kamal checked names of hosts and roles. */
const SEVERITIES: Readonly<Record<Trust, readonly [Severity | undefined, Severity | undefined]>> = {
  constant: [undefined, undefined],
  configured: ["low", "low"],
  chosen: ["medium", "low"],
  unknown: ["high", "medium"],
  given: ["high", "high"],
  outside: ["critical", "high"],
};

/** What Kamal runs in a container goes through the shell of the server first, which an outsider would make use of. */
function severityOf(trust: Trust, reader: Reader): Severity | undefined {
  if (reader === "application" && trust === "outside") return "critical";
  return SEVERITIES[trust][runsInside(reader) ? 1 : 0];
}

function runsInside(reader: Reader): boolean {
  return reader === "container" || reader === "application";
}
