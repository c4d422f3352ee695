/** Files that a program writes and starts: which call writes what, and how two expressions are told to mean the same file. */
import {
  type Call,
  type CallExpression,
  type Expression,
  literalOf,
  type Program,
  partsOf,
  pathOf,
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

/** `bash tmp/install.sh --yes`, `sh "${file}"`: as far as words are spelled out or single values. */
function wordsOfShell(text: Expression | undefined): Expression[] {
  if (text?.kind !== "text") return text ? [text] : [];
  return text.parts.flatMap((part): Expression[] => {
    if (part.kind === "value") return [part.value];
    const words = part.text.split(/[\s"']+/, MAX_WRAPPERS).filter((word) => word !== "");
    return words.map((word): Expression => ({ ...text, parts: [{ ...part, text: word }] }));
  });
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
  const keyOf = (file: Expression, depth = 0): string | undefined => {
    if (depth > MAX_DEPTH) return undefined;
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
        return inner(sameFile(file));
      default:
        return spelledOut(file, onlyValueOf) ?? inner(onlyPart(file));
    }
  };
  return keyOf;
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
