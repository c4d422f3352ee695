/** Paths on command lines in one spelling. */
import type { ShellWord } from "../../../documents/shell/shell-script.ts";
import { textOfWord } from "./command-line.ts";

/** The text of a word that names a file, without a leading `./`. */
export function pathOfWord(word: ShellWord): string {
  return textOfWord(word).replace(/^\.\//, "");
}
