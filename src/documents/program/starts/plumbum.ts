/** Programs that Python starts by way of plumbum: `local["git"]("fetch", branch)`, `remote["sh"]["-c", text]()`. */
import { type Call, type Expression, pathOf } from "../program.ts";
import { type Found, type Known, named } from "./found.ts";

/** A program with words that are bound to it already. */
interface Bound {
  readonly name: string;
  readonly words: readonly Expression[];
}

/** Undefined for any other call. */
export function ofPlumbum(call: Call, known: Known): Found | undefined {
  if (!known.modules.has("plumbum")) return undefined;
  const bound = calledBy(call, known);
  return bound && named(bound.name, call, [...bound.words, ...call.arguments]);
}

function calledBy({ receiver, method, path, scope, source, span }: Call, known: Known): Bound | undefined {
  if (!receiver) return boundBy({ source, span, kind: "name", name: path, scope }, known);
  if (method === "()") return boundBy(receiver, known);
  return boundBy({ source, span, kind: "member", of: receiver, name: method, index: undefined, path }, known);
}

/** Nobody binds words in more steps. */
const MAX_DEPTH = 8;

function boundBy(value: Expression, known: Known, depth = 0): Bound | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const command = /^plumbum\.cmd\.(\w+)$/.exec(pathOf(value) ?? "")?.[1];
  if (command !== undefined) return { name: command, words: [] };
  if (value.kind === "name") {
    const held = known.onlyValueOf(value);
    return held && boundBy(held, known, depth + 1);
  }
  if (value.kind !== "member") return undefined;
  const { of, name, index } = value;
  if (name !== undefined && isMachine(of, known)) return { name, words: [] };
  const bound = index && boundBy(of, known, depth + 1);
  return bound && { ...bound, words: [...bound.words, ...(index.kind === "list" ? index.parts : [index])] };
}

/** This machine, or one that is reached by SSH, which is handed its words quoted. */
function isMachine(value: Expression, { onlyValueOf }: Known): boolean {
  if (/^(?:plumbum\.)?local$/.test(pathOf(value) ?? "")) return true;
  const made = value.kind === "name" ? onlyValueOf(value) : value;
  return made?.kind === "call" && /(?:^|\.)(?:Ssh|Paramiko)Machine$/.test(made.call.path);
}
