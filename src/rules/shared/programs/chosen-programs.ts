/** Programs that others choose: `system(*ENV["KAMAL_PERFORMER"].split)` starts whatever the first word says. */
import type { Expression, NameExpression, Program } from "../../../documents/program/program.ts";
import type { Start } from "../../../documents/program/started-programs.ts";
import type { Problem } from "../../../engine/rule.ts";
import { contains } from "../../../source/span.ts";
import { whatArrives } from "./flow-message.ts";
import type { OriginOf } from "./origins.ts";
import { worstOrigin } from "./trust.ts";
import { madeValuesIn, returnedIn, valuesInside } from "./values-inside.ts";

/** What the person who starts the script names is meant to run: `exec(*ARGV)`. */
export function* chosenPrograms(program: Program, originOf: OriginOf): Iterable<Problem> {
  const starts = program.starts.filter(isOpen);
  if (starts.length === 0) return;
  const firstWords = firstWordsIn(program);
  const isFetchedFile = fetchedFilesIn(program);
  for (const { call, words } of starts) {
    const [word] = words;
    const chosen = word ? firstWords(word).filter((one) => !isFetchedFile(one)) : [];
    const origin = worstOrigin(chosen.map(originOf));
    if (!word || origin.trust !== "outside") continue;
    const span = contains(call.span, word.span) ? word.span : call.span;
    yield {
      at: { source: program.source, span, anchor: call.anchor ?? "" },
      severity: "critical",
      message: `${whatArrives(origin, call)} decides which program is started here.`,
      fix: "Name the program in the script, and give it the value as one of its arguments.",
    };
  }
}

/** Of a program that was fetched into a file, pipe-to-shell speaks. */
function fetchedFilesIn(program: Program): (word: Expression) => boolean {
  const madeOf = madeValuesIn(program);
  const returnedBy = returnedIn(program);
  const valuesOf = (name: NameExpression): Expression[] => [...madeOf(name), ...returnedBy(name)];
  const isFile = (object: Expression): boolean =>
    [...valuesInside(object, valuesOf, (one) => (one.kind === "either" ? one.parts : returnedBy(one)))].some(
      (one) => one.kind === "call" && MAKES_FILE.test(one.call.path),
    );
  return (word) => {
    if (word.kind === "member") return word.name === "name" && isFile(word.of);
    if (word.kind !== "call") return false;
    const { method, receiver } = word.call;
    if (/^(?:path|to_path)$/.test(method)) return receiver !== undefined && isFile(receiver);
    return /^(?:urlretrieve|download)$/.test(method);
  };
}

/** What gives a file, which has a path: a download, a temporary file. */
const MAKES_FILE =
  /^(?:URI\.(?:parse\.)?open|OpenURI\.open_uri|Down\.(?:download|open)|(?:io\.)?open|File\.(?:open|new)|Tempfile\.(?:create|open|new)|(?:tempfile\.)?NamedTemporaryFile)$/;

function isOpen({ form, passesOn, words }: Start): boolean {
  return form === "argv" && !passesOn && words[0] !== undefined && !isNamed(words[0]);
}

/** True for a text that begins with something spelled out. */
function isNamed(word: Expression): boolean {
  return word.kind === "text" && word.parts[0]?.kind !== "value";
}

/** What keeps the order of a list, and where the first word of a text stays the first. */
const KEEPS =
  /^(?:compact!?|flatten|freeze|dup|uniq|concat|push|append|filter|select|reject|map|to_a|to_s|strip|trim|chomp|split|shellsplit|slice|take)$/;

const SPLITS = /^(?:shlex\.split|Shellwords\.(?:shellsplit|shellwords|split)|list|Array)$/;

/** Nobody puts a command together in more steps. */
const MAX_STEPS = 50;

/** Finds the values that the first word can be; none for one that is spelled out. */
function firstWordsIn(program: Program): (word: Expression) => Expression[] {
  const madeOf = madeValuesIn(program);
  const returnedBy = returnedIn(program);
  const further = (value: Expression): readonly Expression[] | undefined => {
    if (value.kind === "name") {
      const made = [...madeOf(value), ...returnedBy(value)];
      return made.length > 0 ? made : undefined;
    }
    if (value.kind !== "call") return value.kind === "either" ? value.parts : firstPart(value);
    const { path, method, receiver, arguments: values } = value.call;
    if (SPLITS.test(path)) return values.slice(0, 1);
    if (KEEPS.test(method) && receiver) return [receiver];
    const returned = returnedBy(value);
    return returned.length > 0 ? returned : undefined;
  };
  return (word) => {
    const found: Expression[] = [];
    const pending = [word];
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      const next = pending.shift();
      if (!next) break;
      const parts = further(next);
      if (parts) pending.push(...parts);
      else found.push(next);
    }
    return found;
  };
}

/** Of a list, of texts that are joined, of a text. */
function firstPart(value: Expression): readonly Expression[] | undefined {
  if (value.kind === "list" || value.kind === "joined" || value.kind === "spread")
    return value.parts.slice(0, 1);
  const [part] = value.kind === "text" ? value.parts : [];
  return part?.kind === "value" ? [part.value] : value.kind === "text" ? [] : undefined;
}
