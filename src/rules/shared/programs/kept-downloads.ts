/** Downloads that a program writes to a file and then starts: what was fetched runs, though nobody piped it. */
import {
  type Call,
  type Expression,
  literalOf,
  type Program,
  partsOf,
  pathOf,
} from "../../../documents/program/program.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import { type OnlyValueOf, onlyValuesIn, variableKey } from "../../../documents/program/variables.ts";
import { interpreterOf } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import { evaluatedValues } from "./evaluated-values.ts";
import { isFileRead } from "./known-calls.ts";
import type { OriginOf } from "./origins.ts";
import type { Source } from "./trust.ts";

/** A start of a file that came from the network. */
export interface KeptDownload {
  readonly at: Call;
  readonly source: Source;
}

/** What shows that somebody compares the file with what it should be. */
const CHECKS =
  /sha(?:1|256|384|512)|\bmd5\b|checksum|hexdigest|\bdigest\b|createHash|hashlib|\bgpg\b|cosign|minisign|verify_signature/i;

/** None for a program that checks what it fetched. */
export function keptDownloadsIn(program: Program, originOf: OriginOf): KeptDownload[] {
  const fetchedAs = fetchedFilesIn(program, originOf);
  if (!fetchedAs) return [];
  const loaded = loadedFiles(program).flatMap(({ call, file }): KeptDownload[] => {
    const source = fetchedAs(file);
    return source ? [{ at: call, source }] : [];
  });
  const started = program.starts.flatMap(({ call, form, words, passesOn }): KeptDownload[] => {
    if (form === "remote" || passesOn) return [];
    const started = startedFile(form === "shell" ? wordsOfShell(words[0]) : words);
    const source = started && fetchedAs(started);
    return source ? [{ at: call, source }] : [];
  });
  return [...loaded, ...started];
}

/** Tells where the file at a path was fetched from; undefined for a program that fetches none, or checks what it fetched. */
export function fetchedFilesIn(
  program: Program,
  originOf: OriginOf,
): ((file: Expression) => Source | undefined) | undefined {
  if (CHECKS.test(program.source.text)) return undefined;
  const keyOf = fileKeysIn(program);
  const fetched = new Map<string, Source>();
  for (const call of program.calls)
    for (const { file, content } of writtenBy(call)) {
      const { source } = originOf(content);
      const key = keyOf(file);
      if (source?.download === true && key !== undefined && !fetched.has(key)) fetched.set(key, source);
    }
  // the library itself made a file of it
  for (const { name, scope, value, adds } of program.assignments)
    if (name !== undefined && !adds && value.kind === "call" && MAKES_FILE.test(value.call.path)) {
      const { source } = originOf(value);
      if (source?.download === true) fetched.set(variableKey(name, scope), source);
    }
  if (fetched.size === 0) return undefined;
  return (file) => {
    const key = keyOf(file);
    return key === undefined ? undefined : fetched.get(key);
  };
}

/** `Down.download(address)` gives a temporary file. */
const MAKES_FILE = /^(?:Down\.download|URI\.open|URI\.parse\.open|….open)$/;

/** Files that the language itself runs: `load TOOLS`, `eval(File.read(TOOLS))`. */
function loadedFiles(program: Program): { readonly call: Call; readonly file: Expression }[] {
  const loaded = program.calls.flatMap((call) => {
    const [file] = call.arguments;
    return file && LOADS.test(call.path) ? [{ call, file }] : [];
  });
  const evaluated = evaluatedValues(program).flatMap(({ call, value }) => {
    const [file] = value.kind === "call" && isFileRead(value.call) ? value.call.arguments : [];
    return file ? [{ call, file }] : [];
  });
  return [...loaded, ...evaluated];
}

const LOADS = /^(?:(?:Kernel\.)?(?:load|require|require_relative)|runpy\.run_path)$/;

/** What is written, and where to. */
export interface Written {
  readonly file: Expression;
  readonly content: Expression;
}

const WRITES =
  /^(?:(?:File|IO)\.(?:bin)?write|fs\.(?:promises\.)?(?:writeFile|appendFile)(?:Sync)?|Bun\.write|Deno\.write(?:Text)?File(?:Sync)?)$/;

/** What a call writes, and where to: the file by its path or by the object that stands for it. */
export function writtenBy(call: Call): Written[] {
  const { path, method, receiver, arguments: values } = call;
  const [first, second] = values;
  if (WRITES.test(path)) return first && second ? [{ file: first, content: second }] : [];
  if (path === "IO.copy_stream" || /^(?:stream\.)?(?:promises\.)?pipeline$/.test(path))
    return first && second ? [{ file: pathGiven(second), content: first }] : [];
  if (method === "pipe" && receiver && first) return [{ file: pathGiven(first), content: receiver }];
  if (/(?:^|\.)urlretrieve$/.test(path) && second)
    return [{ file: second, content: { ...call, kind: "call", call } }];
  if (/^(?:shutil\.)?copyfileobj$/.test(path) && first && second) return [{ file: second, content: first }];
  if (/^(?:write|write_bytes|write_text|puts|print|binwrite|<<)$/.test(method) && receiver && first)
    return [{ file: pathGiven(receiver), content: first }];
  return [];
}

const OPENS =
  /^(?:File\.(?:open|new)|open|io\.open|Pathname(?:\.new)?|(?:pathlib\.)?Path|fs\.createWriteStream|Tempfile\.(?:create|open|new))$/;

/** `File.open(path)` and `Path(path)` stand for the file at the path. */
function pathGiven(file: Expression): Expression {
  if (file.kind !== "call" || !OPENS.test(file.call.path)) return file;
  const [path] = file.call.arguments;
  return path && path.kind !== "list" ? path : file;
}

/** `bash tmp/install.sh --yes`, `sh "${file}"`: as far as words are spelled out or single values. */
export function wordsOfShell(text: Expression | undefined): Expression[] {
  if (text?.kind !== "text") return text ? [text] : [];
  return text.parts.flatMap((part): Expression[] => {
    if (part.kind === "value") return [part.value];
    const words = part.text.split(/[\s"']+/, MAX_WRAPPERS).filter((word) => word !== "");
    return words.map((word): Expression => ({ ...text, parts: [{ ...part, text: word }] }));
  });
}

/** The program that is started, or the file that an interpreter gets. */
export function startedFile(words: readonly Expression[]): Expression | undefined {
  return words.slice(0, MAX_WRAPPERS).find((word) => {
    if (/^(?:process\.(?:execPath|argv0)|sys\.executable|RbConfig\.ruby)$/.test(pathOf(word) ?? ""))
      return false;
    const name = literalOf(word)?.trim().replace(/^.*\//, "") ?? "";
    return !/^(?:sudo|env|-.*|\w+=.*)$/.test(name) && !isShellName(name) && interpreterOf(name) === undefined;
  });
}

/** `sudo -E bash -e file` */
const MAX_WRAPPERS = 6;

/** How to tell that two expressions mean the same file: by what is spelled out, else by the variable. */
export function fileKeysIn(program: Program): (file: Expression) => string | undefined {
  const onlyValueOf = onlyValuesIn(program);
  const opened = new Map<string, Expression>();
  for (const { name, scope, value, adds } of program.assignments)
    if (name !== undefined && !adds && pathGiven(value) !== value)
      opened.set(variableKey(name, scope), pathGiven(value));
  const keyOf = (file: Expression, depth = 0): string | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    const inner = (one: Expression | undefined): string | undefined => one && keyOf(one, depth + 1);
    switch (file.kind) {
      case "name": {
        const key = variableKey(file.name, file.scope);
        return inner(opened.get(key)) ?? spelledOut(file, onlyValueOf) ?? key;
      }
      case "spread":
        return inner(file.parts[0]);
      case "member":
        return /^(?:path|name)$/.test(file.name ?? "") ? inner(file.of) : undefined;
      case "call":
        return inner(sameFile(file.call));
      default:
        return spelledOut(file, onlyValueOf) ?? inner(onlyPart(file));
    }
  };
  return keyOf;
}

/** `str(path)`, `file.path`, `path.resolve()`. */
function sameFile({ path, method, receiver, arguments: values }: Call): Expression | undefined {
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
