/** Commands that take the lines of a crontab on their input: `crontab -`, `ssh host 'sudo tee /etc/cron.d/backup'`. */
import { withoutTimes } from "./cron-lines.ts";
import type { ShellCommand, WordPart } from "./shell-script.ts";
import { textOfWord } from "./spelling.ts";
import { readSshCall } from "./ssh-command.ts";
import { type Invocation, invocationOf } from "./wrappers.ts";

/** Leaves the times out of what a command is fed, and the users where its lines name them; undefined for other commands. */
export function crontabFedTo(
  command: ShellCommand,
): ((parts: readonly WordPart[]) => WordPart[]) | undefined {
  const line = lineOf(invocationOf(command));
  if (OWN.test(line)) return (parts) => withoutTimes(parts);
  return OF_SYSTEM.test(line) ? (parts) => withoutTimes(parts, true) : undefined;
}

/** On a server, what ssh is told. */
function lineOf(invocation: Invocation): string {
  const { name = "", arguments: words } = invocation;
  if (!/^(?:crontab|tee|ssh)$/.test(name)) return "";
  const texts =
    name === "ssh" ? readSshCall(invocation).remote.map(textOfWord) : [name, ...words.map(textOfWord)];
  return texts.join(" ").trim().slice(0, LONGEST);
}

/** Such commands are short. */
const LONGEST = 500;

const OWN = /^(?:sudo (?:-u \S+ |-\S+ ){0,3})?crontab(?: -u \S+)?(?: -)?$/;
const OF_SYSTEM = /^(?:(?:sudo )?tee (?:-\w+ )?|cat ?>{1,2} ?)["']?\/etc\/(?:crontab|cron\.d\/\S)/;
