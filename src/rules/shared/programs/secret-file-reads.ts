/** Files with secrets that a program reads. */
import {
  type Call,
  type Expression,
  literalOf,
  optionOf,
  partsOf,
  type TextPart,
} from "../../../documents/program/program.ts";
import { isFileRead } from "./incoming-texts.ts";
import { type ValuesOf, valuesInside } from "./values-inside.ts";

/** What is secret, for a message. */
export interface SecretValue {
  readonly kind: "variable" | "environment" | "file";
  readonly label: string;
}

/** Files that hold secrets. */
const SECRET_FILE =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist)[\w.*-]+)?|\.kamal\/secrets[\w.*-]*|(?:master|production|staging)\.key|id_(?:rsa|ed25519|ecdsa|dsa|\*)|\.ssh(?:\/\*?)?|\.netrc|\.npmrc|\.pgpass|\.docker\/config\.json|\.aws\/credentials|[\w.-]+\.pem)$/;

/** Certificates and what else is public stand in such files too; a bundle may hold the key, unless it is one of authorities. */
const PUBLIC_FILE =
  /(?:^|[/._-])(?:ca(?:-?certs?)?|certs?|certificate|(?:full)?chain|(?:global|[a-z]{2}-[a-z-]+-\d)-bundle|pub(?:lic)?|dhparams?)(?:[._-][\w-]+)?\.pem$/;

/** The file that a call reads, as far as its path is spelled out there. */
export function secretFileRead(call: Call): SecretValue | undefined {
  return readsFile(call) ? secretFile(fileNamed(pathRead(call)) ?? usualFile(call)) : undefined;
}

/** The file at a path that is put together: `${home}/.ssh/id_rsa`. */
export function secretFileAt(path: Expression): SecretValue | undefined {
  return secretFile(fileNamed(path));
}

/**
 * The same where a variable holds the path: `%w[.env config/master.key].each { |path| upload(File.open(path)) }`, or a function
 * of the program gives it, of which `behind` tells.
 */
export function secretFileBehind(
  expression: Expression,
  valuesOf: ValuesOf,
  behind: (one: Expression) => readonly Expression[] = () => [],
): SecretValue | undefined {
  if (expression.kind !== "call" || !readsFile(expression.call)) return undefined;
  const path = pathRead(expression.call);
  if (!path) return undefined;
  const isOpen = (one: Expression): boolean =>
    one.kind === "name" || one.kind === "text" || behind(one).length > 0;
  if (![path, ...partsOf(path)].some(isOpen)) return undefined;
  for (const one of valuesInside(path, valuesOf, (whole) => [...partsOf(whole), ...behind(whole)])) {
    const secret = secretFile(literalOf(one));
    if (secret) return secret;
  }
  return undefined;
}

/** The path that a call reads. */
export function pathRead(call: Call): Expression | undefined {
  // `(root / "config" / "master.key").read_text()`
  if (call.receiver && /^read_(?:text|bytes)$/.test(call.method)) return call.receiver;
  return call.arguments[0] ?? (SETTINGS.test(call.path) ? optionOf(call, "path") : undefined);
}

/** What a reader of settings takes when it isn't told. */
function usualFile(call: Call): string | undefined {
  return SETTINGS.test(call.path) && call.arguments.length === 0 && call.options.length === 0
    ? ".env"
    : undefined;
}

const SETTINGS = /^(?:dotenv\.(?:config|dotenv_values)|dotenv_values|Dotenv\.(?:parse|load))$/;

/** A file by its path, when it holds secrets. */
export function secretFile(path = ""): SecretValue | undefined {
  return SECRET_FILE.test(path) && !isPublic(path) ? { kind: "file", label: `\`${path}\`` } : undefined;
}

function isPublic(path: string): boolean {
  return PUBLIC_FILE.test(path) && !/key/i.test(path);
}

/** Readers of variables from files, and parts of requests that carry a file. */
const CARRIES =
  /^(?:Dotenv\.(?:parse|load)|(?:dotenv\.)?dotenv_values|dotenv\.(?:parse|config)|(?:[\w.:]*\.)?(?:FilePart|UploadIO|UploadFile)\.new|HTTP\.FormData\.File\.new|MultipartEncoder)$/;

function readsFile(call: Call): boolean {
  return isFileRead(call) || CARRIES.test(call.path.replaceAll("::", "."));
}

/** The last part of a path, as far as it is spelled out: `File.join(Dir.home, ".ssh", "id_rsa")`. */
function fileNamed(expression: Expression | undefined): string | undefined {
  if (!expression) return undefined;
  const literal = literalOf(expression) ?? folderOfScript(expression);
  if (literal !== undefined) return literal;
  if (expression.kind === "call") {
    const names = expression.call.arguments.map(fileNamed);
    return names.every((name) => name !== undefined) && names.length > 0
      ? withoutDots(names.join("/"))
      : fileNamed(expression.call.arguments.at(-1));
  }
  return expression.kind === "text" ? endOfText(expression.parts) : undefined;
}

/** `import.meta.dir`, `__dirname`: the folder that the program itself lies in. */
function folderOfScript(expression: Expression): string | undefined {
  const { source, span } = expression;
  const written = source.text.slice(span.start, Math.min(span.end, span.start + MAX_NAME));
  return /^(?:import\.meta\.dir(?:name)?|__dirname|__dir__)$/.test(written)
    ? source.path.replace(/\/?[^/]*$/, "")
    : undefined;
}

const MAX_NAME = 30;

/** `a/b/../c` is `a/c`. */
function withoutDots(path: string): string {
  const kept: string[] = [];
  for (const name of path.split("/"))
    if (name === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (name !== ".") kept.push(name);
  return kept.join("/");
}

/** `.env.${destination}` is a file of some destination. */
function endOfText(parts: readonly TextPart[]): string | undefined {
  const last = parts.at(-1);
  if (last?.kind === "literal") return last.text;
  const before = parts.at(-2);
  const isOfDestination =
    before?.kind === "literal" && /(?:^|\/)(?:\.env|\.kamal\/secrets)\.$/.test(before.text);
  return isOfDestination ? `${before.text}*` : undefined;
}
