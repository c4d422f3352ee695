/** Files of the repository that a Ruby, Python or JavaScript program reads in or starts: they are scripts of the deployment too. */
import { posix } from "node:path";
import type { FileReference } from "../referenced-files.ts";
import { foldersAbove } from "../shell/called-scripts.ts";
import { type Call, type Expression, literalOf, type Program, pathOf } from "./program.ts";

/** People's programs name fewer. */
const MAX_CALLED = 200;

/** References to every path that a program may mean; those that don't exist do no harm. */
export function scriptsCalledByProgram(program: Program): FileReference[] {
  const own = posix.dirname(program.source.path);
  const paths = [
    ...program.calls.flatMap((call) => readIn(call, own)),
    ...importedModules(program, own),
    ...program.starts.flatMap(({ form, words }) => (form === "argv" ? startedFiles(words, own) : [])),
  ];
  const inside = paths.filter(
    (path) => !path.startsWith("..") && path !== program.source.path && !APPLICATION.test(path),
  );
  return [...new Set(inside)].slice(0, MAX_CALLED).map((path) => ({ path, role: "script", form: "file" }));
}

/** The application itself, which a task may load to use its models: no script of the deployment. */
const APPLICATION =
  /(?:^|\/)(?:app|node_modules|vendor)\/|(?:^|\/)config\/(?:environment|application|boot)\.rb$/;

/** `require_relative "lib/a"`, `load File.expand_path("../a.rb", __dir__)`, `require("./a")`. */
function readIn({ path, arguments: values }: Call, own: string): string[] {
  const [named] = values;
  if (!named || !/^(?:require_relative|require|load|import)$/.test(path)) return [];
  const text = textFrom(named, own);
  if (text === undefined) return [];
  if (path === "require_relative") return withEndings(posix.join(own, literalOf(named) ?? text));
  const isRooted = text.startsWith(ROOTED);
  if (!isRooted && !/^\.{1,2}\//.test(text)) return path === "load" ? basesOf(text, own) : [];
  return withEndings(isRooted ? text.slice(ROOTED.length) : posix.join(own, text));
}

/** `import { a } from "./lib/a"`, `from lib.a import b`. */
function importedModules({ imported, language }: Program, own: string): string[] {
  return [...imported].flatMap((name) => {
    if (language === "javascript") return /^\.{1,2}\//.test(name) ? spellings(posix.join(own, name)) : [];
    if (language !== "python" || !/^\.*[\w.]+$/.test(name)) return [];
    const path = name.replace(/^\.+/, "").replaceAll(".", "/");
    return [path, posix.dirname(path)]
      .filter((one) => one !== ".")
      .flatMap((one) => basesOf(one, own).flatMap((base) => [`${base}.py`, `${base}/__init__.py`]));
  });
}

/** A module, with and without the member that was taken from it. */
function spellings(path: string): string[] {
  return [...withEndings(path), ...withEndings(path.replace(/\.\w+$/, ""))];
}

const ENDINGS = ["", ".rb", ".js", ".ts", ".mjs", ".cjs", "/index.js", "/index.ts"];

function withEndings(path: string): string[] {
  const source = path.replace(/\.js$/, ".ts"); // TypeScript imports what its output will be called
  return [...ENDINGS.map((ending) => `${path}${ending}`), source];
}

/** `["bash", "ops/a.sh"]`, `["ops/a.sh"]`: the first word that is a path. */
function startedFiles(words: readonly Expression[], own: string): string[] {
  for (const word of words.slice(0, MAX_WORDS)) {
    const text = textFrom(word, own);
    if (text?.startsWith(ROOTED)) return [text.slice(ROOTED.length)];
    if (text !== undefined && /\/|\.(?:sh|bash|rb|py|[cm]?[jt]s)$/.test(text) && !/^[-~/]|[\s*?:]/.test(text))
      return basesOf(text, own);
  }
  return [];
}

/** An interpreter, its options, and the file. */
const MAX_WORDS = 4;

/** A plain path is meant from where the program is started, most often the root of the project. */
function basesOf(text: string, own: string): string[] {
  return [own, ...foldersAbove(own)].map((base) => posix.join(base, text));
}

/** Marks a path that was spelled out from the program's own folder. */
const ROOTED = "\u0000";

/** The path that an expression stands for; undefined when it is decided at run time. */
function textFrom(expression: Expression, own: string, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const literal = literalOf(expression);
  if (literal !== undefined) return literal.length > MAX_PATH ? undefined : literal;
  const name = pathOf(expression);
  if (name !== undefined && /^__dir(?:__|name)$|^import\.meta\.dirname$/.test(name)) return `${ROOTED}${own}`;
  if (name !== undefined && /^__(?:FILE|file|filename)__?$|^__filename$/.test(name))
    return `${ROOTED}${own}/self`;
  if (expression.kind === "text") {
    const pieces = expression.parts.map((part) =>
      part.kind === "literal" ? part.text : textFrom(part.value, own, depth + 1),
    );
    return pieces.every((piece) => piece !== undefined) ? joined(pieces, "") : undefined;
  }
  return expression.kind === "call" ? fromCall(expression.call, own, depth) : undefined;
}

const MAX_DEPTH = 5;
const MAX_PATH = 400;

/** Functions that put paths together. */
function fromCall({ path, arguments: values }: Call, own: string, depth: number): string | undefined {
  const texts = values.map((value) => textFrom(value, own, depth + 1));
  if (!texts.every((text) => text !== undefined)) return undefined;
  const [first, second] = texts;
  if (path === "File.expand_path" && second !== undefined) return joined([second, first ?? ""], "/");
  if (
    /^(?:File\.(?:dirname|realpath|expand_path)|os\.path\.(?:dirname|abspath|realpath)|path\.dirname)$/.test(
      path,
    )
  )
    return first !== undefined && path.endsWith("dirname") ? `${first}`.replace(/\/[^/]*$/, "") : first;
  if (/^(?:File\.join|os\.path\.join|path\.(?:join|resolve))$/.test(path)) return joined(texts, "/");
  return undefined;
}

function joined(pieces: readonly (string | undefined)[], between: string): string {
  const text = pieces.join(between);
  return text.startsWith(ROOTED) ? `${ROOTED}${posix.normalize(text.slice(ROOTED.length))}` : text;
}
