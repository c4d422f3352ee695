/** The files that a command gets as its input. */
import { feeders, type ShellCommand, type ShellWord } from "./shell-script.ts";
import { invocationOf, leadingText } from "./wrappers.ts";

/** The files that are redirected or printed into a command. */
export function inputFiles(command: ShellCommand): ShellWord[] {
  return [...redirectedFiles(command), ...filesPiped(command)];
}

/** `< file` */
export function redirectedFiles({ redirections }: ShellCommand): ShellWord[] {
  return redirections.flatMap(({ operator, target }) => (operator === "<" && target ? [target] : []));
}

/** The files that `cat` prints into the pipe in front of a command. */
function filesPiped(command: ShellCommand): ShellWord[] {
  return feeders(command).flatMap((one) => {
    const { name, arguments: words } = invocationOf(one);
    return name === "cat" ? words.filter((word) => !leadingText(word).startsWith("-")) : [];
  });
}
