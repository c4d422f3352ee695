/** `ssh-keyscan` into known_hosts: whoever answers at that moment is trusted from then on. */
import {
  laterStages,
  type Redirection,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
} from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import type { Problem } from "../../../engine/rule.ts";

/** A problem for each such command. */
export function* keyScans({ commands }: ShellScript): Iterable<Problem> {
  for (const command of commands) {
    if (invocationOf(command).name !== "ssh-keyscan" || !isKept(command)) continue;
    const at = command.name ? { ...command.name, anchor: command.anchor ?? "" } : command;
    yield { at, severity: "medium", message: "Whoever answers here is taken for the server from now on." };
  }
}

/** Written to a file of known hosts, or piped on to what writes there. */
function isKept(command: ShellCommand): boolean {
  const { redirections, surrounding } = command;
  if ([...redirections, ...surrounding].some(writesKnownHosts)) return true;
  return laterStages(command)
    .flat()
    .some((next) => next.arguments.some(namesKnownHosts) || next.redirections.some(writesKnownHosts));
}

function writesKnownHosts({ operator, target }: Redirection): boolean {
  return operator.startsWith(">") && target !== undefined && namesKnownHosts(target);
}

/** Also in `"$HOME/.ssh/known_hosts"` and `"$KNOWN_HOSTS"`. */
function namesKnownHosts({ parts }: ShellWord): boolean {
  return parts.some((part) => {
    const text = part.kind === "literal" ? part.text : part.kind === "variable" ? part.name : "";
    return /known_?hosts/i.test(text);
  });
}
