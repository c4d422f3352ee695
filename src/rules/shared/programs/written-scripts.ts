/** Shell scripts that a program writes and then starts: what it puts into them, a shell reads. */
import type { Expression, Program, TextPart } from "../../../documents/program/program.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import { onlyValuesIn } from "../../../documents/program/variables.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import { fileKeysIn, firstWord, startedFile, writtenBy } from "./program-files.ts";
import type { ShellInput } from "./shell-values.ts";

/** One for each text that is written into such a script. */
export function writtenScripts(program: Program): ShellInput[] {
  const starts = program.starts.filter(({ form, passesOn }) => form !== "remote" && !passesOn);
  if (starts.length === 0) return [];
  const keyOf = fileKeysIn(program);
  const started = new Map(
    starts.flatMap((start) => {
      const file = startedFile(start);
      const key = file && keyOf(file);
      return key === undefined ? [] : [[key, start] as const];
    }),
  );
  if (started.size === 0) return [];
  const onlyValueOf = onlyValuesIn(program);
  return program.calls.flatMap((call) =>
    writtenBy(call).flatMap(({ file, content }): ShellInput[] => {
      const start = isText(content) ? started.get(keyOf(file) ?? "") : undefined;
      if (!start) return [];
      const parts = textOf(content, onlyValueOf);
      return isShellName(firstWord(start)) || asksForShell(parts)
        ? [{ start: { ...start, call }, word: content, parts }]
        : [];
    }),
  );
}

/** `#!/bin/sh` at the start. */
function asksForShell([first]: readonly TextPart[]): boolean {
  return first?.kind === "literal" && /^#! ?\S*(?:\/|env )(?:ba|da|z|k)?sh\b/.test(first.text);
}

/** What is put together there; texts from elsewhere are told of by other rules. */
function isText({ kind }: Expression): boolean {
  return kind === "text" || kind === "joined";
}
