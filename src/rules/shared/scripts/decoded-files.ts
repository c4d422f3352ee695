/** Encoded texts that a script decodes into a file and runs from there: `base64 -d blob > run.sh; bash run.sh`. */
import { valuesOf } from "../../../documents/shell/option-values.ts";
import {
  feeders,
  laterStages,
  type ShellCommand,
  type ShellScript,
} from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import { filesWritten } from "../../../documents/shell/written-programs.ts";
import { commandLine } from "./command-line.ts";
import { programOf } from "./kept-downloads.ts";
import { KeptFiles } from "./kept-files.ts";

/** Programs that turn one text into another; what comes out of an archive may be a program that everybody knows. */
const DECODES =
  /^(?:base64 .*(?:-\w*[dD]\w*|--decode)|base32 .*-d|xxd .*-\w*r|openssl (?:enc|base64)\b.* -d|uudecode|rev$)/;

/** The commands that run such a file. */
export function decodedFilesRun({ commands }: ShellScript): ShellCommand[] {
  const decoding = new Set(commands.filter((command) => DECODES.test(`${commandLine(command).line} `)));
  if (decoding.size === 0) return [];
  const kept = new KeptFiles();
  return commands.filter((command) => {
    const program = kept.isEmpty ? undefined : programOf(command);
    const decoded = program === undefined ? undefined : kept.at(program);
    if (!kept.isEmpty) kept.follow(command);
    if (decoding.has(command)) for (const file of filesOf(command)) kept.add(file, command);
    return decoded !== undefined && !(isRead(command) && isHandedOver(decoded));
  });
}

function filesOf(command: ShellCommand): string[] {
  const named = valuesOf(commandLine(command).arguments, /^(?:-out|-o|--output)$/).map(spelling);
  return [...named, ...[command, ...laterStages(command).flat()].flatMap(filesWritten)];
}

function isRead({ name }: ShellCommand): boolean {
  return name?.literal === "source" || name?.literal === ".";
}

/** `echo "$ENV_FILE" | base64 -d > .env`: settings that the environment brings. */
function isHandedOver(decode: ShellCommand): boolean {
  const words = [...feeders(decode), decode].flatMap(({ arguments: all, redirections }) => [
    ...all,
    ...redirections.flatMap(({ operator, target }) => (operator === "<<<" && target ? [target] : [])),
  ]);
  return words.some(({ parts }) => parts.some(({ kind }) => kind === "variable"));
}
