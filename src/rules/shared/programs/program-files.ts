/** Files that a program writes and starts: which call writes what, and how two expressions are told to mean the same file. */
import {
  type Call,
  type CallExpression,
  type Expression,
  type GroupExpression,
  literalOf,
  type Program,
  partsOf,
  pathOf,
  type TextExpression,
  type TextPart,
} from "../../../documents/program/program.ts";
import type { Start } from "../../../documents/program/started-programs.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import { type OnlyValueOf, onlyValuesIn, variableKey } from "../../../documents/program/variables.ts";
import { interpreterOf } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import { ownValuesIn } from "./values-inside.ts";

/** What is written to a file. */
export interface Written {
  readonly file: Expression;
  readonly content: Expression;
}

/** Functions that write a text to the file at a path: both are given to them. */
export const WRITES_FILE =
  /^(?:(?:File|IO)\.(?:bin)?write|fs\.(?:promises\.)?(?:writeFile|appendFile)(?:Sync)?|Bun\.write|Deno\.write(?:Text)?File(?:Sync)?)$/;

/** What a call writes, and where to: the file by its path or by the object that stands for it. */
export function writtenBy(call: Call): Written[] {
  const { path, method, receiver, arguments: values } = call;
  const [first, second] = values;
  if (WRITES_FILE.test(path)) return first && second ? [{ file: first, content: second }] : [];
  if (path === "IO.copy_stream" || /^(?:stream[./])?(?:promises\.)?pipeline$/.test(path))
    return first && second ? [{ file: pathGiven(second), content: first }] : [];
  if (method === "pipe" && receiver && first) return [{ file: pathGiven(first), content: receiver }];
  if (/(?:^|\.)urlretrieve$/.test(path) && second)
    return [{ file: second, content: { ...call, kind: "call", call } }];
  if (/^(?:shutil\.)?copyfileobj$/.test(path) && first && second) return [{ file: second, content: first }];
  if (DUMPS.test(path) && first && second) return [{ file: pathGiven(second), content: first }];
  if (
    /^(?:write|writelines|write_bytes|write_text|puts|print|binwrite|end|<<)$/.test(method) &&
    receiver &&
    first
  )
    return [{ file: pathGiven(receiver), content: first }];
  return [];
}

const DUMPS = /^(?:json|yaml|pickle|marshal|YAML|JSON|Marshal|Psych)\.(?:safe_)?dump$/;

const OPENS =
  /^(?:File\.(?:open|new)|open|io\.open|Pathname(?:\.new)?|(?:pathlib\.)?Path|fs\.createWriteStream|Tempfile\.(?:create|open|new))$/;

/** `File.open(path)` and `Path(path)` stand for the file at the path. */
function pathGiven(file: Expression): Expression {
  if (file.kind !== "call" || !OPENS.test(file.call.path)) return file;
  const [path] = file.call.arguments;
  return path && path.kind !== "list" ? path : file;
}

/** `bash tmp/install.sh --yes`, `sh "#{folder}/a.sh"`: texts, and single values as they are. */
function wordsOfShell(text: Expression | undefined): Expression[] {
  if (text?.kind !== "text") return text ? [text] : [];
  const words: TextPart[][] = [[]];
  for (const part of text.parts) {
    const [same, ...others] = part.kind === "value" ? [part] : piecesOf(part);
    if (same) words.at(-1)?.push(same);
    for (const other of others) words.push([other]);
  }
  return words.flatMap((parts) => {
    const said = parts.filter((part) => part.kind === "value" || part.text !== "");
    const [first, ...others] = said;
    if (!first) return [];
    return first.kind === "value" && others.length === 0 ? [first.value] : [{ ...text, parts: said }];
  });
}

function piecesOf(part: TextPart & { kind: "literal" }): TextPart[] {
  const pieces = part.text.replace(/["']/g, "").split(/\s+/, MAX_WRAPPERS);
  return pieces.map((text) => ({ ...part, text }));
}

/** The program that is started, or the file that an interpreter gets. */
export function startedFile({ form, words: given }: Pick<Start, "form" | "words">): Expression | undefined {
  const words = form === "shell" ? wordsOfShell(given[0]) : given;
  return words.slice(0, MAX_WRAPPERS).find((word) => {
    if (/^(?:process\.(?:execPath|argv0)|sys\.executable|RbConfig\.ruby)$/.test(pathOf(word) ?? ""))
      return false;
    const name = literalOf(word)?.trim().replace(/^.*\//, "") ?? "";
    return (
      !/^(?:sudo|env|bun|deno|tsx|ts-node|npx|run|-.*|\w+=.*)$/.test(name) &&
      !isShellName(name) &&
      interpreterOf(name) === undefined
    );
  });
}

/** `sudo -E bash -e file` */
const MAX_WRAPPERS = 6;

/** How to tell that two expressions mean the same file: by what is spelled out, else by what the variable was given last. */
export function fileKeysIn(program: Program): (file: Expression) => string | undefined {
  const onlyValueOf = onlyValuesIn(program);
  const valuesOf = ownValuesIn(program);
  /** By how deep the look began, since what is cut off further down has none. */
  const composedAt = Array.from({ length: MAX_DEPTH + 1 }, () => new Map<Expression, string | undefined>());
  const keyOf = (file: Expression, depth = 0): string | undefined => {
    const composed = composedAt[depth];
    if (!composed) return undefined;
    const inner = (one: Expression | undefined): string | undefined => one && keyOf(one, depth + 1);
    switch (file.kind) {
      case "name": {
        const values = valuesOf(file);
        const last = values.findLast(({ span }) => span.end <= file.span.start) ?? values.at(-1);
        return (
          inner(last) ??
          spelledOut(file, onlyValueOf) ??
          variableKey(`${file.name} ${last?.span.start}`, file.scope)
        );
      }
      case "spread":
        return inner(file.parts[0]);
      case "member":
        return /^(?:path|name)$/.test(file.name ?? "") ? inner(file.of) : undefined;
      case "call":
        return inner(sameFile(file)) ?? together(piecesJoined(file, inner));
      case "text":
      case "joined": {
        if (!composed.has(file)) {
          composed.set(file, undefined); // what is made of itself has none
          composed.set(file, spelledOut(file, onlyValueOf) ?? together(piecesIn(file, inner)));
        }
        return composed.get(file);
      }
      default:
        return inner(onlyPart(file));
    }
  };
  return keyOf;
}

/** Keys of the parts of a path: `"#{folder}/report.json"`. */
function piecesIn(
  { parts }: TextExpression | GroupExpression,
  keyOf: (one: Expression) => string | undefined,
): (string | undefined)[] {
  if (parts.length > MAX_PIECES) return [undefined];
  return parts.map((part) => {
    if (part.kind === "literal") return `"${part.text.trim()}`;
    return keyOf(part.kind === "value" ? part.value : part);
  });
}

/** Keys of what `File.join(folder, "report.json")` puts together; none for other calls. */
function piecesJoined(
  { call: { path, method, receiver, arguments: values } }: CallExpression,
  keyOf: (one: Expression) => string | undefined,
): (string | undefined)[] {
  const isPathname = method === "joinpath" && receiver !== undefined;
  if (!isPathname && !/^(?:File\.join|os\.path\.join|path\.(?:join|resolve))$/.test(path)) return [undefined];
  const folders = [...(isPathname ? [receiver] : []), ...values];
  return folders.slice(0, MAX_PIECES).flatMap((one, at) => [...(at > 0 ? ['"/'] : []), keyOf(one)]);
}

/** Nobody puts a path together from more, and no path is longer. */
const MAX_PIECES = 20;
const MAX_KEY = 400;

function together(pieces: readonly (string | undefined)[]): string | undefined {
  const keys = pieces.map((piece, at) => (at === 0 ? piece?.replace(/^"\.\//, '"') : piece));
  const [only, ...others] = keys.filter((key) => key !== '"');
  if (others.length === 0) return only;
  if (!keys.every((key) => key !== undefined)) return undefined;
  const key = `"${keys.map((one) => one.replace(/^"/, "")).join("")}`;
  return key.length > MAX_KEY ? undefined : key;
}

/** `str(path)`, `file.path`, `path.resolve()`, `open(path)`. */
function sameFile(file: CallExpression): Expression | undefined {
  const { path, method, receiver, arguments: values } = file.call;
  const given = pathGiven(file);
  if (given !== file) return given;
  if (/^(?:str|String|os\.fspath|File\.expand_path|os\.path\.abspath)$/.test(path)) return values[0];
  return /^(?:path|to_path|to_s|as_posix|resolve|absolute)$/.test(method) ? receiver : undefined;
}

function spelledOut(file: Expression, onlyValueOf: OnlyValueOf): string | undefined {
  const texts = textOf(file, onlyValueOf).map((part) =>
    part.kind === "literal" ? part.text.trim().replace(/^\.\//, "") : undefined,
  );
  return texts.length > 0 && texts.every((text) => text !== undefined) ? `"${texts.join("")}` : undefined;
}

function onlyPart(file: Expression): Expression | undefined {
  const parts = partsOf(file);
  return parts.length === 1 ? parts[0] : undefined;
}

const MAX_DEPTH = 6;

/** The name of what is started, without folders. */
export function firstWord({ form, words: given }: Pick<Start, "form" | "words">): string {
  const [first] = form === "shell" ? wordsOfShell(given[0]) : given;
  return (literalOf(first) ?? "").trim().replace(/^.*\//, "");
}
