/** Files that a script fills with secrets and prints later: `env > build.env`, then `cat build.env`. */
import { feeders, type ShellCommand, type ShellScript } from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import { filesWritten } from "../../../documents/shell/written-programs.ts";
import type { Problem } from "../../../engine/rule.ts";
import { commandLine, placeOfWord, textOfWord } from "./command-line.ts";
import { passesOn } from "./printed-output.ts";
import { PLACES } from "./script-files.ts";
import type { SecretsIn } from "./secret-flows.ts";
import { dumped, printed, printedDocument, printedFile } from "./secret-prints.ts";

/** Files that a script writes secrets into, with what they hold. */
export function filesWithSecrets(script: ShellScript, secrets: SecretsIn): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const command of script.commands) {
    const paths = command.runsOn === "here" ? filesWritten(command) : [];
    if (paths.length === 0) continue;
    const problem = printersInto(command).flatMap((one) => {
      return printed(one, secrets) ?? printedDocument(one, secrets) ?? dumped(one) ?? printedFile(one) ?? [];
    })[0];
    if (problem) for (const path of paths) found.set(path, problem.subject ?? "a secret");
  }
  return found;
}

/** What writes into the file of a command: itself, or what stands before it in `env | sort > build.env`. */
function printersInto(command: ShellCommand): ShellCommand[] {
  const before = passesOn(command) ? feeders(command) : [];
  const away = before.findLastIndex((one) => !passesOn(one) && !WRITES.test(one.name?.literal ?? ""));
  return [...before.slice(away + 1), command].filter(({ name }) => WRITES.test(name?.literal ?? ""));
}

const WRITES = /^(?:echo|printf|cat|tee|env|printenv|set|export|declare|e?grep|base64|sed)$/;

/** `env > build.env`, later `cat build.env` */
export function printedWritten(
  command: ShellCommand,
  files: ReadonlyMap<string, string>,
): Problem | undefined {
  const { name = "", arguments: words } = commandLine(command);
  if (files.size === 0 || !/^(?:cat|tac|head|tail|less|more|nl|sort|bat)$/.test(name)) return undefined;
  const file = words.find((word) => files.has(spelling(word)));
  if (!file) return undefined;
  const message = `The secrets written to \`${textOfWord(file)}\` are printed here${PLACES[command.runsOn]}.`;
  return { at: placeOfWord(file, command), subject: textOfWord(file), message };
}
