/** What a program does with files: calls that take paths, and what the paths are made of. */

import {
  type Call,
  type Expression,
  literalOf,
  optionOf,
  type Program,
  type TextPart,
} from "../../../documents/program/program.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import { type OnlyValueOf, onlyValuesIn } from "../../../documents/program/variables.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Span } from "../../../source/span.ts";

/** What happens to the file. */
export type Access = "read" | "write" | "delete" | "delete-all";

/** A path that a call is given. */
export interface PathUse {
  readonly call: Call;
  readonly access: Access;
  readonly path: Expression;
  /** The path in pieces, folders that are joined included. */
  readonly parts: readonly TextPart[];
}

interface Form {
  readonly paths: RegExp;
  readonly access: Access;
  /** Which arguments are paths. */
  readonly count: number;
}

const FORMS: readonly Form[] = [
  {
    paths:
      /^(?:FileUtils\.)?(?:rm_rf|rm_r|rmtree|remove_dir|remove_entry(?:_secure)?)$|^shutil\.rmtree$|^fs\.(?:remove|removeSync|emptyDir|emptyDirSync)$|^rimraf(?:\.\w+)?$|^del(?:\.\w+)?$/,
    access: "delete-all",
    count: 1,
  },
  {
    paths:
      /^(?:File\.(?:delete|unlink)|FileUtils\.(?:rm|rm_f|remove)|os\.(?:remove|unlink|rmdir)|fs\.(?:promises\.)?(?:unlink|unlinkSync|rm|rmSync|rmdir|rmdirSync)|Deno\.remove\w*)$/,
    access: "delete",
    count: 1,
  },
  {
    paths:
      /^(?:File\.(?:write|binwrite)|IO\.(?:write|binwrite)|FileUtils\.(?:touch|mkdir_p|mkdir|makedirs)|os\.(?:makedirs|mkdir)|fs\.(?:promises\.)?(?:writeFile|writeFileSync|appendFile|appendFileSync|mkdir|mkdirSync|outputFile|outputFileSync)|fs\.createWriteStream|Bun\.write|Deno\.write\w+)$/,
    access: "write",
    count: 1,
  },
  {
    paths:
      /^(?:File\.(?:rename|symlink|link)|FileUtils\.(?:cp|cp_r|mv|copy|move|ln_s|ln_sf|install|copy_file)|shutil\.(?:copy|copy2|copyfile|copytree|move)|os\.(?:rename|replace|symlink)|fs\.(?:promises\.)?(?:copyFile|copyFileSync|rename|renameSync|cp|cpSync|copy|copySync|symlinkSync))$/,
    access: "write",
    count: 2,
  },
  {
    paths:
      /^(?:File\.(?:read|readlines|binread|foreach)|IO\.(?:read|readlines|binread|foreach)|send_file|fs\.(?:promises\.)?(?:readFile|readFileSync)|fs\.createReadStream|Bun\.file|Deno\.(?:readTextFile|readFile)\w*)$/,
    access: "read",
    count: 1,
  },
];

/** All of them, in order of appearance. */
export const pathUses: (program: Program) => readonly PathUse[] = onceFor(readPathUses);

function readPathUses(program: Program): PathUse[] {
  const onlyValueOf = onlyValuesIn(program);
  return program.calls.flatMap((call) =>
    usesOf(call, onlyValueOf).map(({ access, path }) => ({
      call,
      access,
      path,
      parts: pathParts(path, onlyValueOf),
    })),
  );
}

function usesOf(
  call: Call,
  onlyValueOf: OnlyValueOf,
): { readonly access: Access; readonly path: Expression }[] {
  const { path, method, arguments: values, receiver } = call;
  const form = FORMS.find(({ paths }) => paths.test(path));
  if (form) {
    const recursive = form.access === "delete" && isTrue(optionOf(call, "recursive"));
    const access = recursive ? "delete-all" : form.access;
    return values.slice(0, form.count).map((value) => ({ access, path: globbed(value) ?? value }));
  }
  if (/^shelljs\.(?:rm|cp|mv|mkdir)$/.test(path)) return ofShelljs(call);
  const [first, mode] = values;
  const goal = values.length <= 2 ? values.at(-1) : undefined;
  if (method === "extract" && receiver?.kind === "name" && goal) return [{ access: "write", path: goal }]; // of a zip file
  if (/^(?:File\.(?:open|new)|open|io\.open|codecs\.open)$/.test(path) && first)
    return [
      { access: /^["'][wax]/.test(written(mode ?? optionOf(call, "mode"))) ? "write" : "read", path: first },
    ];
  if (
    receiver?.kind === "call" &&
    /(?:^|\.)(?:Path|Pathname)$/.test(receiver.call.path.replace(/\.new$/, "")) &&
    receiver.call.arguments[0]
  ) {
    const isJoined = receiver.call.arguments.length > 1; // `Path(folder, name)`
    return ofPathname(method, isJoined ? receiver : receiver.call.arguments[0]);
  }
  const joined = receiver && pathnameJoined(receiver, onlyValueOf);
  if (joined) return ofPathname(method, joined);
  if (receiver && !isStream(call) && isPathname(receiver, onlyValueOf)) {
    const isWritten = method === "open" && /^["'][wax]/.test(written(first ?? optionOf(call, "mode")));
    return method === "open"
      ? [{ access: isWritten ? "write" : "read", path: receiver }]
      : ofPathname(method, receiver);
  }
  return [];
}

/** `Dir["tmp/*"]`, `Dir.glob("tmp/*")`: the files that a pattern fits. */
function globbed(value: Expression): Expression | undefined {
  if (value.kind === "call") return value.call.path === "Dir.glob" ? value.call.arguments[0] : undefined;
  const isGlob =
    value.kind === "member" && value.of.kind === "name" && /^(?:Dir|FileList)$/.test(value.of.name);
  return isGlob ? value.index : undefined;
}

/** `shell.rm("-rf", folder)`: named like the commands, options first. */
function ofShelljs({ method, arguments: values }: Call): ReturnType<typeof usesOf> {
  const options = values.map((value) => literalOf(value) ?? "").filter((text) => text.startsWith("-"));
  const removes = options.some((text) => /r/i.test(text)) ? "delete-all" : "delete";
  const paths = values.filter((value) => !literalOf(value)?.startsWith("-"));
  return paths.map((path) => ({ access: method === "rm" ? removes : "write", path }));
}

/** `root.join(name)` of a Pathname, also by way of a variable; lists are joined with a text, and written nowhere. */
function pathnameJoined(receiver: Expression, onlyValueOf: OnlyValueOf): Expression | undefined {
  const value = receiver.kind === "name" ? onlyValueOf(receiver) : receiver;
  return value?.kind === "call" && isPathnameJoin(value.call) ? receiver : undefined;
}

function isPathnameJoin({ method, receiver, arguments: values }: Call): boolean {
  return (
    method === "join" && values.length > 0 && receiver !== undefined && !/^(?:list|text)$/.test(receiver.kind)
  );
}

/** `read` and `write` are methods of streams, too. */
function isStream({ method }: Call): boolean {
  return /^(?:read|write|readlines)$/.test(method);
}

/** `ROOT / name`, `Path(folder).joinpath(name)`, or a variable that holds one. */
function isPathname(value: Expression, onlyValueOf: OnlyValueOf, depth = 0): boolean {
  const known = value.kind === "name" ? onlyValueOf(value) : value;
  if (known?.kind !== "call" || depth > 3) return false;
  const { path, method, receiver } = known.call;
  if (/(?:^|\.)Path$/.test(path)) return true;
  return (
    receiver !== undefined &&
    /^(?:joinpath|with_name|with_suffix|resolve|expanduser|absolute)$/.test(method) &&
    isPathname(receiver, onlyValueOf, depth + 1)
  );
}

function ofPathname(
  method: string,
  path: Expression,
): { readonly access: Access; readonly path: Expression }[] {
  if (method === "rmtree") return [{ access: "delete-all", path }];
  if (/^(?:write|write_text|write_bytes|touch|mkdir|mkpath|binwrite)$/.test(method))
    return [{ access: "write", path }];
  if (/^(?:unlink|delete|rmdir)$/.test(method)) return [{ access: "delete", path }];
  return /^(?:read|read_text|read_bytes|readlines)$/.test(method) ? [{ access: "read", path }] : [];
}

function isTrue(value: Expression | undefined): boolean {
  return value?.kind === "constant" && /^true$/i.test(value.text);
}

function written(value: Expression | undefined): string {
  return value ? value.source.text.slice(value.span.start, value.span.start + 10) : "";
}

const JOINING =
  /^(?:File\.(?:join|expand_path)|os\.path\.(?:join|abspath|expanduser)|path\.(?:join|resolve)|Pathname|Pathname\.new|Path|pathlib\.Path)$/;

/** `File.join("a", b)` is "a/" and b. */
function pathParts(path: Expression, onlyValueOf: OnlyValueOf, depth = 0): readonly TextPart[] {
  const parts = textOf(path, onlyValueOf);
  const [only] = parts;
  if (depth > 3 || parts.length !== 1 || only?.kind !== "value") return parts;
  const { value } = only;
  const resolved = value.kind === "name" ? onlyValueOf(value) : value;
  if (resolved?.kind !== "call") return parts;
  const { call } = resolved;
  if (isPathnameJoin(call) && call.receiver && !JOINING.test(call.path))
    return joinedParts([call.receiver, ...call.arguments], only.span, onlyValueOf, depth);
  const joinsOnto = call.method === "joinpath" && call.receiver;
  if (!joinsOnto && !JOINING.test(call.path)) return parts;
  const { arguments: values, path: name } = call;
  const given = joinsOnto ? [joinsOnto, ...values] : values;
  const inOrder = name === "File.expand_path" ? given.toReversed() : given;
  return joinedParts(inOrder, only.span, onlyValueOf, depth);
}

function joinedParts(
  pieces: readonly Expression[],
  span: Span,
  onlyValueOf: OnlyValueOf,
  depth: number,
): readonly TextPart[] {
  const slash: TextPart = { kind: "literal", text: "/", segments: [], span };
  return pieces.flatMap((part, index) => [
    ...(index > 0 ? [slash] : []),
    ...pathParts(part, onlyValueOf, depth + 1),
  ]);
}

/** The path as text, with `$` for what isn't spelled out. */
export function shownParts(parts: readonly TextPart[]): string {
  return parts.map((part) => (part.kind === "literal" ? part.text : "$")).join("");
}

/** True for a path that is spelled out. */
export function isSpelledOut(path: Expression): boolean {
  return literalOf(path) !== undefined;
}
