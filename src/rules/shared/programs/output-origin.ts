/** Where the output of a program that another one starts comes from. */
import type { StartedProgram } from "../../../documents/program/started-programs.ts";
import { onceFor } from "../../../source/once-for.ts";
import { isDownload } from "../scripts/downloads.ts";
import { printedFlow } from "../scripts/printed-origin.ts";
import { flowsIn } from "../scripts/tainted-variables.ts";
import { CONSTANT, type Origin } from "./trust.ts";

/** Starts that tell only whether they went well. */
const TELLS_NOTHING =
  /^(?:(?:Kernel|Process)\.)?(?:system|exec|spawn|sh)$|^os\.system$|^subprocess\.(?:call|check_call)$|^os\.(?:exec|spawn)/;

/** Constant for nothing that others could have chosen; the same for every use. */
export const outputOrigin: (start: StartedProgram) => Origin = onceFor(readOutput);

function readOutput({ call, inner = call, shell }: StartedProgram): Origin {
  if (TELLS_NOTHING.test(inner.path)) return CONSTANT;
  const label = shell
    ? `the output of \`${nameOf(shell.commands[0]?.source.text.slice(shell.commands[0].span.start, shell.commands[0].span.end) ?? "")}\``
    : "the output of a program";
  if (!shell) return { trust: "chosen", source: { label, place: call, download: false } };
  const flowOf = flowsIn(shell);
  const top = shell.commands.filter((command) => command.runsOn === "here");
  const { origin } = printedFlow(top, (word) => flowOf(word, undefined));
  if (origin === "constant") return CONSTANT;
  // Other programs print what they please, but nobody outside has a hand in it for sure.
  const trust = origin === "outside" ? "outside" : "chosen";
  return { trust, source: { label, place: call, download: top.some(isDownload) } };
}

/** The first words, without options and values. */
function nameOf(text: string): string {
  const words = text
    .replace(/["'`,]+/g, " ")
    .trim()
    .split(/\s+/)
    .filter((word) => /^[\w./-]+$/.test(word) && !word.startsWith("-"));
  return words.slice(0, 2).join(" ").slice(0, 40);
}
