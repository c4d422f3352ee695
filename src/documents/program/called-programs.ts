/** Files of the repository that a Ruby, Python or JavaScript program reads in or starts: they are scripts of the deployment too. */
import { posix } from "node:path";
import type { FileReference } from "../referenced-files.ts";
import { foldersAbove } from "../shell/called-scripts.ts";
import { type Call, type Expression, literalOf, optionOf, type Program, partsOf, pathOf } from "./program.ts";
import { type OnlyValueOf, onlyValuesIn } from "./variables.ts";

/** People's programs name fewer. */
const MAX_CALLED = 200;

/** References to every path that a program may mean; those that don't exist do no harm. */
export function scriptsCalledByProgram(program: Program): FileReference[] {
  const home: Home = { folder: posix.dirname(program.source.path), onlyValueOf: onlyValuesIn(program) };
  const paths = [
    ...program.calls.flatMap((call) => readIn(call, home)),
    ...importedModules(program, [home.folder, ...addedFolders(program, home)]),
    ...program.starts.flatMap(({ form, words }) => (form === "argv" ? startedFiles(words, home) : [])),
    ...program.starts.flatMap(({ call, input }) => fedFiles(call, input, home)),
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
function readIn({ path, arguments: values }: Call, home: Home): string[] {
  const [named] = values;
  if (!named || !/^(?:require_relative|require|load|import)$/.test(path)) return [];
  const text = textFrom(named, home);
  if (text === undefined) return [];
  if (text.startsWith(ROOTED)) return withEndings(text.slice(ROOTED.length));
  if (path === "require_relative" || /^\.{1,2}\//.test(text))
    return withEndings(posix.join(home.folder, text));
  if (path === "load") return basesOf(text, home.folder);
  return path === "require" && /^[\w/-]+$/.test(text) ? basesOf(`lib/${text}.rb`, home.folder) : [];
}

/** `import { a } from "./lib/a"`, `from lib.a import b`. */
function importedModules({ imported, language }: Program, folders: readonly string[]): string[] {
  const [own = ""] = folders;
  return [...imported].flatMap((name) => {
    if (language === "javascript") return /^\.{1,2}\//.test(name) ? spellings(posix.join(own, name)) : [];
    if (language !== "python" || !/^\.*[\w.]+$/.test(name)) return [];
    const path = name.replace(/^\.+/, "").replaceAll(".", "/");
    return [path, posix.dirname(path)]
      .filter((one) => one !== ".")
      .flatMap((one) => [...basesOf(one, own), ...folders.slice(1).map((folder) => posix.join(folder, one))])
      .flatMap((base) => [`${base}.py`, `${base}/__init__.py`]);
  });
}

/** `sys.path.insert(0, os.path.join(os.path.dirname(__file__), "lib"))`: where modules are looked for as well. */
function addedFolders({ calls }: Program, home: Home): string[] {
  return calls.flatMap(({ path, arguments: values }) => {
    const folder = values.at(-1);
    if (!/^sys\.path\.(?:insert|append)$/.test(path) || !folder) return [];
    const text = textFrom(folder, home) ?? lastName(folder);
    return text === undefined ? [] : [text.startsWith(ROOTED) ? text.slice(ROOTED.length) : text];
  });
}

/** Of `str(Path(__file__).resolve().parents[2] / "ops")` the name of the folder. */
function lastName(expression: Expression, depth = 0): string | undefined {
  const literal = literalOf(expression);
  if (literal !== undefined) return /^[\w.-][\w./-]{0,200}$/.test(literal) ? literal : undefined;
  if (depth > MAX_DEPTH) return undefined;
  const names = partsOf(expression).map((part) => lastName(part, depth + 1));
  return names.findLast((name) => name !== undefined);
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
function startedFiles(words: readonly Expression[], home: Home): string[] {
  for (const word of words.slice(0, MAX_WORDS)) {
    const text = textFrom(word, home);
    if (text?.startsWith(ROOTED)) return [text.slice(ROOTED.length)];
    if (text !== undefined && /\/|\.(?:sh|bash|rb|py|[cm]?[jt]s)$/.test(text) && !/^[-~/]|[\s*?:]/.test(text))
      return basesOf(text, home.folder);
  }
  return [];
}

/** `system("ssh", host, "bash -s", in: "ops/a.sh")`, `stdin_data: File.read("ops/a.sh")`, `stdin=open("ops/a.sh")`. */
function fedFiles(call: Call, input: Expression | undefined, home: Home): string[] {
  const opened = [optionOf(call, "in"), optionOf(call, "stdin"), input].flatMap((one) => one ?? []);
  return opened.flatMap((one) => {
    const isRead = one.kind === "call" && /(?:^|\.)(?:open|read|readFileSync|new)$/.test(one.call.path);
    const file = isRead ? one.call.arguments[0] : one;
    const text = file && textFrom(file, home);
    if (text?.startsWith(ROOTED)) return [text.slice(ROOTED.length)];
    return text !== undefined && /^[\w./-]+\.(?:sh|bash|rb|py)$|^(?:bin|scripts?)\/[\w-]+$/.test(text)
      ? basesOf(text, home.folder)
      : [];
  });
}

/** An interpreter, its options, and the file. */
const MAX_WORDS = 4;

/** A plain path is meant from where the program is started, most often the root of the project. */
function basesOf(text: string, own: string): string[] {
  return [own, ...foldersAbove(own)].map((base) => posix.join(base, text));
}

/** Marks a path that was spelled out from the program's own folder. */
const ROOTED = "\u0000";

/** Where a program lies, and what its variables hold. */
interface Home {
  readonly folder: string;
  readonly onlyValueOf: OnlyValueOf;
}

/** The path that an expression stands for; undefined when it is decided at run time. */
function textFrom(expression: Expression, home: Home, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const read = (one: Expression): string | undefined => textFrom(one, home, depth + 1);
  const literal = literalOf(expression);
  if (literal !== undefined) return literal.length > MAX_PATH ? undefined : literal;
  const own = ownPath(pathOf(expression) ?? "", home);
  if (own !== undefined) return own;
  switch (expression.kind) {
    case "text":
      return joined(
        expression.parts.map((part) => (part.kind === "literal" ? part.text : read(part.value))),
        "",
      );
    case "name": {
      const value = home.onlyValueOf(expression);
      return value && read(value);
    }
    case "member": // `Path(__file__).parent`
      return expression.name === "parent" ? folderOf(read(expression.of)) : undefined;
    case "call":
      return fromCall(expression.call, read, home);
    default:
      return undefined;
  }
}

const MAX_DEPTH = 8;
const MAX_PATH = 400;

/** Names that stand for the program's file or folder. */
function ownPath(name: string, { folder }: Home): string | undefined {
  if (/^(?:__dir__|__dirname|import\.meta\.dirname)$/.test(name)) return `${ROOTED}${folder}`;
  return /^(?:__FILE__|__file__|__filename|import\.meta\.(?:url|filename))$/.test(name)
    ? `${ROOTED}${folder}/self`
    : undefined;
}

const FOLDER_OF = /^(?:File\.dirname|os\.path\.dirname|path\.dirname)$/;
const SAME =
  /^(?:File\.(?:realpath|expand_path)|os\.path\.(?:abspath|realpath)|(?:pathlib\.)?Path|str|(?:url\.)?fileURLToPath)$/;
const JOINS = /^(?:File\.join|os\.path\.join|path\.(?:join|resolve))$/;

/** Functions that put paths together. */
function fromCall(
  { path, method, receiver, arguments: values }: Call,
  read: (expression: Expression) => string | undefined,
  home: Home,
): string | undefined {
  if (path === "__dir__") return ownPath(path, home);
  if (receiver?.kind === "call" && /^(?:resolve|absolute)$/.test(method)) return read(receiver);
  const [first, second] = values;
  if (receiver && method === "joinpath") {
    const text = joined([receiver, ...values].map(read), "/"); // `ROOT / "ops" / "go.sh"`
    return text?.startsWith(ROOTED) ? text : undefined;
  }
  if (path === "File.expand_path" && first && second) return joined([read(second), read(first)], "/");
  if (JOINS.test(path)) return joined(values.map(read), "/");
  if (!first) return undefined;
  if (FOLDER_OF.test(path)) return folderOf(read(first));
  return SAME.test(path) ? read(first) : undefined;
}

function folderOf(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  return path.startsWith(ROOTED)
    ? `${ROOTED}${posix.dirname(path.slice(ROOTED.length))}`
    : posix.dirname(path);
}

/** Undefined when a piece is. */
function joined(pieces: readonly (string | undefined)[], between: string): string | undefined {
  if (!pieces.every((piece) => piece !== undefined)) return undefined;
  const text = pieces.join(between);
  return text.startsWith(ROOTED) ? `${ROOTED}${posix.normalize(text.slice(ROOTED.length))}` : text;
}
