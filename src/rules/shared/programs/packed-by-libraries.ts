/** Archives that a library packs in the program itself: `tar.add(".kamal/secrets")`, `zip.file("secrets", text)`. */
import type { Call, Expression, Program } from "../../../documents/program/program.ts";
import { type SecretValue, secretFileAt, secretFileBehind } from "./secret-file-reads.ts";
import { secretValueOf } from "./secret-values.ts";
import { partsSent } from "./sending-calls.ts";
import { type ValuesOf, valuesInside } from "./values-inside.ts";

/** A secret in an archive, by the variable that holds the archive or the buffer or path that it is written to. */
export interface PackedSecret {
  readonly archive: Expression;
  readonly secret: SecretValue;
}

const LIBRARIES = /tarfile|zipfile|TarWriter|\bZip::|jszip|adm-zip|archiver/i;

const ARCHIVES =
  /^(?:tarfile\.(?:open|TarFile(?:\.open)?)|zipfile\.ZipFile|(?:Gem[.:]+Package[.:]+)?TarWriter\.new|Zip(?:::|\.)(?:File\.open|OutputStream\.(?:open|write_buffer|new))|new (?:JSZip|jszip|AdmZip|adm-zip)(?:\.\w+)?|archiver(?:\.\w+)?)$/;

const ADDS =
  /^(?:add|add_file\w*|addfile|write|writestr|puts|print|file|append|addLocalFile|addLocalFolder|addFile|directory|glob|get_output_stream|put_next_entry)$/;

/** In order of appearance. */
export function* packedByLibrary(program: Program, valuesOf: ValuesOf): Iterable<PackedSecret> {
  if (!LIBRARIES.test(program.source.text)) return;
  for (const call of program.calls) {
    const archives = ADDS.test(call.method) ? archivesBehind(call.receiver, valuesOf) : [];
    const secret = archives.length > 0 ? secretAdded(call, valuesOf) : undefined;
    if (secret) for (const archive of archives) yield { archive, secret };
  }
}

/** Blocks in blocks: nobody goes further. */
const MAX_STEPS = 12;

/** What is written into goes into the archive, and the archive into what it was opened with. */
function archivesBehind(receiver: Expression | undefined, valuesOf: ValuesOf): Expression[] {
  const through: Expression[] = [];
  let at = receiver;
  for (let steps = 0; at && steps < MAX_STEPS; steps++) {
    if (at.kind === "name") through.push(at);
    if (at.kind === "call" && ARCHIVES.test(at.call.path))
      return [...through, ...at.call.arguments, ...at.call.options.map(({ value }) => value)];
    at =
      at.kind === "name"
        ? valuesOf(at).find(({ kind }) => kind === "call")
        : at.kind === "call"
          ? at.call.receiver
          : undefined;
  }
  return [];
}

function secretAdded({ arguments: values, options }: Call, valuesOf: ValuesOf): SecretValue | undefined {
  for (const value of [...values, ...options.map((option) => option.value)])
    for (const one of valuesInside(value, valuesOf, partsSent)) {
      const secret = secretFileAt(one) ?? secretFileBehind(one, valuesOf) ?? secretValueOf(one);
      if (secret && secret.kind !== "variable") return secret;
    }
  return undefined;
}
