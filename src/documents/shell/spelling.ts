/** Paths as scripts write them. */
import type { ShellWord } from "./shell-script.ts";

/** The path of a word in one spelling: `./run.sh` is `run.sh`, `"${dir}/a"` is `$dir/a`. */
export function spelling({ parts }: Pick<ShellWord, "parts">): string {
  const pieces = parts.map((part) => {
    if (part.kind === "literal") return part.text;
    return part.kind === "variable" ? `$${part.name}` : "$()";
  });
  return pieces.join("").replace(/^\.\//, "");
}
