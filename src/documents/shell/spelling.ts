/** Words as scripts write them. */
import type { ShellWord } from "./shell-script.ts";

/** A word without its quotes; `$NAME` for a variable, `$()` for what a substitution prints. */
export function textOfWord({
  literal,
  parts,
}: Pick<ShellWord, "parts"> & { readonly literal?: string | undefined }): string {
  if (literal !== undefined) return literal;
  const pieces = parts.map((part) => {
    if (part.kind === "literal") return part.text;
    return part.kind === "variable" ? `$${part.name}` : "$()";
  });
  return pieces.join("");
}

/** The path of a word in one spelling: `./run.sh` is `run.sh`, `"${dir}/a"` is `$dir/a`. */
export function spelling(word: Pick<ShellWord, "parts">): string {
  return textOfWord(word).replace(/^\.\//, "");
}
