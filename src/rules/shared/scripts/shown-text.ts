/** Text that a script only shows to a person or looks for: messages, usage, patterns of grep. */
import type { Redirection, ShellCommand } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { onceFor } from "../../../source/once-for.ts";

const SEARCHES = /^(?:[efz]?grep|rg|ack)$/;
const SHOWS =
  /^(?:echo|printf|cat|log|info|warn|warning|error|die|fail|note|say|step|success|abort|usage|:)$/;

/** True when nothing but the screen gets the arguments and here-documents of a command. */
export const isOnlyShown: (command: ShellCommand) => boolean = onceFor(looksOnlyShown);

function looksOnlyShown(command: ShellCommand): boolean {
  const { redirections, surrounding, stages } = command;
  const name = invocationOf(command).name ?? "";
  if (SEARCHES.test(name)) return true;
  if (!SHOWS.test(name) || [...redirections, ...surrounding].some(writesFile)) return false;
  return !stages.some(({ pipeline, index }) => index < pipeline.stages.length - 1);
}

function writesFile({ operator, target }: Redirection): boolean {
  return (
    /^&?>/.test(operator) && !/^(?:&?[12]|\/dev\/(?:stderr|stdout|tty|null))$/.test(target?.literal ?? "")
  );
}
