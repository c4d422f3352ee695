/** HK-01 in Ruby, Python and JavaScript: a download is run without anyone having looked at it. */
import { type Call, type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import { interpreterOf } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import type { Problem } from "../../../engine/rule.ts";
import { placeOfLine } from "../scripts/command-line.ts";
import { isPinnedAddress } from "../scripts/downloads.ts";
import { keptDownloads } from "../scripts/kept-downloads.ts";
import { isWholeDownload } from "./eval-of-data.ts";
import { evaluatedValues } from "./evaluated-values.ts";
import { keptDownloadsIn } from "./kept-downloads.ts";
import { type OriginOf, originsIn } from "./origins.ts";
import { localShellInputs } from "./shell-values.ts";

/** Downloads that are evaluated, given to a shell as its text, or fed to one. */
export function* checkProgram(program: Program): Iterable<Problem> {
  const originOf = originsIn(program, "code");
  for (const { call, value, by } of evaluatedValues(program)) yield* judge(call, value, by, originOf);
  for (const { start, word, parts } of localShellInputs(program))
    if (parts.every(({ kind }) => kind === "value")) yield* judge(start.call, word, "the shell", originOf);
  for (const { call, input, words } of program.starts) {
    const name = literalOf(words[0])?.trim().replace(/^.*\//, "").split(" ")[0] ?? "";
    if (input && (isShellName(name) || interpreterOf(name))) yield* judge(call, input, name, originOf);
  }
  yield* importedAddresses(program);
  yield* keptBetweenStarts(program);
  for (const { at, source } of keptDownloadsIn(program, originOf)) {
    const line = source.place.source.positionAt(source.place.span.start).line;
    const message = `The download of line ${line} is run here without a checksum.`;
    yield { at, severity: "high", message };
  }
}

/** Modules that are brought in while the program runs, by an address. */
function* importedAddresses({ calls }: Program): Iterable<Problem> {
  for (const call of calls) {
    const address = call.path === "import" ? leadingText(call.arguments[0]) : "";
    if (/^https?:\/\//.test(address) && !isPinnedAddress(address))
      yield { at: call, message: "What this downloads is run as a module unseen." };
  }
}

/** As far as it is spelled out from the start: `https://tools.example.net/${name}.mjs`. */
function leadingText(value: Expression | undefined): string {
  if (value?.kind === "joined") return leadingText(value.parts[0]);
  const [first] = value?.kind === "text" ? value.parts : [];
  return first?.kind === "literal" ? first.text : "";
}

/** `system("wget", address, "-O", file)`, then `system("bash", file)`: within one start, its shell text is judged by itself. */
function* keptBetweenStarts({ starts }: Program): Iterable<Problem> {
  const shells = starts.flatMap(({ form, shell }) => (shell && form !== "remote" ? [shell] : []));
  const [first] = shells;
  if (!first || shells.length < 2) return;
  const startOf = new Map(
    shells.flatMap((shell) => shell.commands.map((command) => [command, shell] as const)),
  );
  for (const { download, run } of keptDownloads({ ...first, commands: [...startOf.keys()] })) {
    if (startOf.get(download) === startOf.get(run)) continue;
    const line = download.source.positionAt(download.span.start).line;
    const message = `The download of line ${line} is run here without a checksum.`;
    yield { at: placeOfLine(run), severity: "high", message };
  }
}

function* judge(call: Call, value: Expression, by: string, originOf: OriginOf): Iterable<Problem> {
  const origin = originOf(value);
  if (!origin.source || !isWholeDownload(value, origin)) return;
  const { place } = origin.source;
  const line = place.source.positionAt(place.span.start).line;
  const isHere = line === call.source.positionAt(call.span.start).line;
  const what = isHere ? "this downloads" : `line ${line} downloads`;
  yield { at: call, message: `What ${what} is run by ${by} unseen.` };
}
