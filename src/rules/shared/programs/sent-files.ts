/** Secret files that a program gives to another one to send, by their paths: `curl -F file=@${key}`, `scp`, `curl -T`. */
import { type Expression, literalOf } from "../../../documents/program/program.ts";
import { type SecretValue, secretFileAt } from "./secret-file-reads.ts";
import { type ValuesOf, valuesInside } from "./values-inside.ts";

/** The first of them; of a path that is spelled out, the shell text of the start tells. */
export function fileSent(words: readonly Expression[], valuesOf: ValuesOf): SecretValue | undefined {
  for (const path of [...attached(words), ...uploaded(words)])
    for (const one of literalOf(path) === undefined ? valuesInside(path, valuesOf) : []) {
      const secret = secretFileAt(one);
      if (secret) return secret;
    }
  return undefined;
}

/** What stands behind an `@` in a text. */
function attached(words: readonly Expression[]): Expression[] {
  return words.flatMap((word) => {
    const parts = word.kind === "text" ? word.parts : [];
    return parts.flatMap((part, at) => {
      const before = parts[at - 1];
      const isAttached = part.kind === "value" && before?.kind === "literal" && before.text.endsWith("@");
      return isAttached ? [part.value] : [];
    });
  });
}

const UPLOADS = /^(?:-[a-zA-Z]*T|--upload-file)$/;

/** Options of programs that copy files, with a value that is none of them. */
const VALUED_OF_RSYNC =
  /^(?:-[a-zA-Z]*[efMTB]|--(?:rsh|exclude|include|exclude-from|files-from|filter|rsync-path))$/;
const VALUED_OF_SCP = /^-[a-zA-Z0-9]*[iFoPSlcJDX]$/;

/** Words of their own. */
function uploaded([program, ...words]: readonly Expression[]): Expression[] {
  const before = (at: number): string => literalOf(words[at - 1]) ?? "";
  if (!/^(?:\S*\/)?(?:scp|rsync)$/.test(literalOf(program) ?? ""))
    return words.filter((_, at) => UPLOADS.test(before(at)));
  const valued = literalOf(program)?.endsWith("rsync") ? VALUED_OF_RSYNC : VALUED_OF_SCP;
  return words.slice(0, -1).filter((_, at) => !valued.test(before(at)));
}
