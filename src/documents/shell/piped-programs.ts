/** Programs that one command prints and the next one in the pipeline runs: `echo "…" | sh`, `cat <<EOF | ssh host`. */
import { crontabFedTo } from "./crontabs.ts";
import { asProgram, type EmbeddedProgram } from "./embedded-programs.ts";
import { withKeptTexts } from "./kept-texts.ts";
import { runsItsInput } from "./runs-input.ts";
import {
  commandName,
  type Pipeline,
  type ShellAssignment,
  type ShellCommand,
  type WordPart,
} from "./shell-script.ts";
import { invocationOf } from "./wrappers.ts";

/** The programs of a pipeline; each is found once, at the command that prints it. */
export function pipedPrograms(
  { stages }: Pipeline,
  assignments: readonly ShellAssignment[],
): EmbeddedProgram[] {
  return stages.flatMap((stage, index) => {
    const runner = runnerAfter(stages, index);
    if (!runner) return [];
    const runsOn = invocationOf(runner).name === "ssh" ? "remote" : undefined;
    const cut = crontabFedTo(runner);
    return stage.flatMap((one) => {
      const kept = PRINTS.test(commandName(one) ?? "") ? withKeptTexts(one, assignments) : [];
      return (kept.length > 0 ? kept : [one]).flatMap((command) =>
        printedTexts(command).map((parts) => ({
          program: asProgram(cut ? parts.map(cut) : parts, command.source),
          runsOn,
          carrier: command,
        })),
      );
    });
  });
}

/** The command that runs what a stage prints; `tee` and `cat` in between hand it on. */
function runnerAfter(stages: Pipeline["stages"], index: number): ShellCommand | undefined {
  for (const stage of stages.slice(index + 1, index + 1 + MAX_HANDING_ON)) {
    const runner = stage.find((command) => runsItsInput(command) || isSchedule(command));
    if (runner || !stage.every((command) => /^(?:tee|cat|envsubst)$/.test(commandName(command) ?? "")))
      return runner;
  }
  return undefined;
}

const MAX_HANDING_ON = 4;

const PRINTS = /^(?:echo|printf)$/;

/** `crontab -`, `at now` */
function isSchedule(command: ShellCommand): boolean {
  const { name, arguments: words } = invocationOf(command);
  if (name === "at" || name === "batch") return !words.some(({ literal }) => /^-[flrc]/.test(literal ?? ""));
  return crontabFedTo(command) !== undefined;
}

/** What a command prints, as far as it is spelled out in it. */
function printedTexts(command: ShellCommand): (readonly WordPart[])[][] {
  const { name, arguments: words } = invocationOf(command);
  if (name === "cat" || name === "tee" || name === "envsubst")
    return command.redirections.flatMap(({ heredoc }) => (heredoc ? [[heredoc.parts]] : []));
  if (name !== "echo" && name !== "printf") return [];
  const printed = words.filter(({ literal }) => !/^-[neE]+$|^(?:%s|%b|%s\\n)$/.test(literal ?? ""));
  return printed.length === 0 ? [] : [printed.map((word) => word.parts)];
}
