/** What a pipe brings to a program that another machine parses: as its input, or as items of `xargs`. */
import { runsItsInput } from "../../../documents/shell/runs-input.ts";
import { feeders, type ShellCommand } from "../../../documents/shell/shell-script.ts";
import { readSshCall } from "../../../documents/shell/ssh-command.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import type { Problem } from "../../../engine/rule.ts";
import { placeOfLine } from "./command-line.ts";
import { isDownload } from "./downloads.ts";
import { itemOfXargs } from "./evaluated-texts.ts";
import { reaching } from "./reaching.ts";
import type { RemoteText } from "./remote-texts.ts";
import { type FlowOf, flowFedTo } from "./tainted-variables.ts";

/** The problem with it; `texts` are those that the command sends. */
export function pipedIntoRemote(
  command: ShellCommand,
  texts: readonly RemoteText[],
  flowOf: FlowOf,
): Problem | undefined {
  const told = isProgramFed(command)
    ? "becomes a part of the program that the remote shell reads here"
    : itemsArePasted(command, texts) && `reaches ${texts[0]?.by} here, as part of its program`;
  if (!told) return undefined;
  const flow = flowFedTo(command, flowOf);
  if (flow.origin !== "outside" && flow.origin !== "given") return undefined;
  const at = placeOfLine(command);
  const severity = flow.origin === "outside" && texts[0]?.reach !== "container" ? "critical" : "high";
  return { at, severity, message: reaching(flow, at, told) };
}

/** `sed "s/@branch@/$branch/" after.sh | ssh host bash`; what `echo` and its like print is looked at as a text. */
function isProgramFed(command: ShellCommand): boolean {
  if (invocationOf(command).name !== "ssh" || !runsItsInput(command)) return false;
  return !feeders(command).some((one) => isDownload(one) || PRINTERS.test(invocationOf(one).name ?? ""));
}

const PRINTERS = /^(?:echo|printf|cat)$/;

/** `git log --format=%s | xargs -I{} ssh host "notify {}"`; without `-I` the items come last, where ssh has its host. */
function itemsArePasted(command: ShellCommand, texts: readonly RemoteText[]): boolean {
  const invocation = invocationOf(command);
  if (texts.length === 0 || !invocation.through.includes("xargs")) return false;
  const item = itemOfXargs(command);
  if (item === undefined) return invocation.name !== "ssh" || readSshCall(invocation).host !== undefined;
  return texts.some(({ parts }) => parts.some((part) => part.kind === "literal" && part.text.includes(item)));
}
