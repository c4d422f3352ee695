/** Archives into which a program packs secret files, by the variable or the path that names them. */
import { type Expression, literalOf, type Program, partsOf } from "../../../documents/program/program.ts";
import { variableKey } from "../../../documents/program/variables.ts";
import { packedByLibrary } from "./packed-by-libraries.ts";
import { type SecretValue, secretFile } from "./secret-file-reads.ts";
import { type ValuesOf, valuesInside } from "./values-inside.ts";

/** What is in the archive that an expression names. */
export type PackedIn = (expression: Expression) => SecretValue | undefined;

/** Reads a program once. */
export function packedSecretsIn(program: Program, valuesOf: ValuesOf): PackedIn {
  const { starts } = program;
  const packed = new Map<string, SecretValue>();
  for (const { archive, secret } of packedByLibrary(program, valuesOf))
    for (const key of namesIn(archive)) packed.set(key, secret);
  for (const { words } of starts) {
    if (!PACKERS.test(startOf(words))) continue;
    const secret = words.flatMap((word) => secretNamed(word, valuesOf) ?? [])[0];
    if (secret) for (const key of words.flatMap(namesIn)) packed.set(key, secret);
  }
  return (expression) => namesIn(expression).flatMap((key) => packed.get(key) ?? [])[0];
}

const PACKERS = /^(?:\S*\/)?(?:tar|zip|gpg|openssl|7z)\b/;

function startOf([first]: readonly Expression[]): string {
  const part = first?.kind === "text" ? first.parts[0] : undefined;
  return part?.kind === "literal" ? part.text : "";
}

/** `tar czf out.tgz ~/.ssh .env`, as one text or word by word. */
function secretNamed(word: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  for (const one of valuesInside(word, valuesOf)) {
    const texts =
      one.kind === "text" ? one.parts.map((part) => (part.kind === "literal" ? part.text : " ")) : [];
    const secret = texts
      .join("")
      .split(/\s+/)
      .flatMap((path) => secretFile(path) ?? [])[0];
    if (secret) return secret;
  }
  return undefined;
}

/** Variables in a word, and the paths of archives spelled out in it. */
function namesIn(word: Expression): string[] {
  if (word.kind === "name") return [variableKey(word.name, word.scope)];
  const literal = literalOf(word);
  if (literal !== undefined) return literal.split(/[\s@=<]+/).filter((path) => ARCHIVE.test(path));
  const written =
    word.kind === "text" ? word.parts.flatMap((part) => (part.kind === "literal" ? part.text : [])) : [];
  return [
    ...written.flatMap((text) => text.split(/[\s@=<]+/).filter((path) => ARCHIVE.test(path))),
    ...partsOf(word).flatMap(namesIn),
  ];
}

const ARCHIVE = /\.(?:zip|t?gz|tar|enc|bz2|xz|gpg|7z)$/;
