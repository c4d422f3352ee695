/** Shell scripts that a program puts together, writes to a file and then runs: what is put into them is read by a shell. */
import type { Expression, Program } from "../../../documents/program/program.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import { onlyValuesIn } from "../../../documents/program/variables.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import { fileKeysIn, firstWord, startedFile, writtenBy } from "./program-files.ts";
import type { ShellInput } from "./shell-values.ts";

/** Their texts, at the start that runs them. */
export function writtenScripts(program: Program): ShellInput[] {
  const runs = program.starts.filter(({ form, passesOn }) => form !== "remote" && !passesOn);
  if (runs.length === 0) return [];
  const keyOf = fileKeysIn(program);
  const written = new Map<string, Expression[]>();
  for (const { file, content } of program.calls.flatMap(writtenBy)) {
    const key = keyOf(file);
    if (key !== undefined) written.set(key, [...(written.get(key) ?? []), content].slice(-MAX_PIECES));
  }
  if (written.size === 0) return [];
  const onlyValueOf = onlyValuesIn(program);
  const judged = new Set<string>(); // once, however often a script is run
  return runs.flatMap((start): ShellInput[] => {
    const file = startedFile(start);
    const key = file && keyOf(file);
    const pieces = key === undefined || judged.has(key) ? [] : (written.get(key) ?? []);
    if (key !== undefined) judged.add(key);
    const inputs = pieces.map((word) => ({ start, word, parts: textOf(word, onlyValueOf) }));
    return isShellName(firstWord(start)) || inputs.some(isForShell) ? inputs : [];
  });
}

/** Nobody writes a script in more pieces. */
const MAX_PIECES = 50;

/** `#!/bin/sh` at the start of the text. */
function isForShell({ parts: [first] }: ShellInput): boolean {
  return first?.kind === "literal" && /^#! ?\S*(?:\/|env )(?:ba|da|z|k)?sh\b/.test(first.text);
}
