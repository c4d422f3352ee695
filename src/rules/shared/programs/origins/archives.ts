/** Entries of archives: whoever made an archive named its files. */
import { type Call, type Expression, literalOf, optionOf } from "../../../../documents/program/program.ts";
import { valuesInside } from "../values-inside.ts";
import type { Flow } from "./flow.ts";

/** Libraries that take archives apart; a program that names none of them need not be looked into. */
export const ARCHIVES =
  /\b(?:TarReader|Minitar|Zip::(?:File|InputStream)|zipfile|tarfile|unzipper|yauzl|adm-zip|AdmZip|tar-stream|node-stream-zip)\b/;

const READERS =
  /^(?:(?:\w+\.)*(?:TarReader|Minitar(?:\.(?:Reader|Input))?)\.(?:new|open|each_entry)|Zip\.(?:File|InputStream)\.\w+|zipfile\.ZipFile|tarfile\.(?:open|TarFile)(?:\.\w+)?|(?:new )?unzipper\.[\w.]+|yauzl[\w-]*\.[\w.]+|new (?:adm-zip|node-stream-zip)(?:\.\w+)?|tar-stream\.extract)$/;

/** True for what was taken out of an archive that is read; the names in one that is made are the program's own. */
export function isOfArchive(of: Expression, { archives, madeOf }: Flow): boolean {
  if (!archives) return false;
  return [...valuesInside(of, madeOf)].some((one) => one.kind === "call" && opensArchive(one.call));
}

function opensArchive(call: Call): boolean {
  const { path, arguments: values } = call;
  const mode = literalOf(values[1] ?? optionOf(call, "mode")) ?? "";
  return READERS.test(path) && !/^[wx]/.test(mode) && (path !== "new adm-zip" || values.length > 0);
}
