/** Encoded texts that a script decodes into a file and runs from there: `base64 -d blob > run.sh; bash run.sh`. */
import { valuesOf } from "../../../documents/shell/option-values.ts";
import {
  commandName,
  feeders,
  laterStages,
  type ShellCommand,
  type ShellScript,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import { filesWritten } from "../../../documents/shell/written-programs.ts";
import { assignmentsTo } from "./assignments-by-name.ts";
import { commandLine } from "./command-line.ts";
import { programOf } from "./kept-downloads.ts";
import { KeptFiles } from "./kept-files.ts";

/** Programs that turn one text into another; what comes out of an archive may be a program that everybody knows. */
const DECODES =
  /^(?:base64 .*(?:-\w*[dD]\w*|--decode)|base32 .*-d|xxd .*-\w*r|openssl (?:enc|base64)\b.* -d|uudecode|rev$)/;

/** The commands that run such a file. */
export function decodedFilesRun(script: ShellScript): ShellCommand[] {
  const { commands } = script;
  const decoding = new Set(commands.filter((command) => DECODES.test(`${commandLine(command).line} `)));
  if (decoding.size === 0) return [];
  const kept = new KeptFiles();
  return commands.filter((command) => {
    const program = kept.isEmpty ? undefined : programOf(command);
    const decoded = program === undefined ? undefined : kept.at(program);
    if (!kept.isEmpty) kept.follow(command);
    if (decoding.has(command)) for (const file of filesOf(command)) kept.add(file, command);
    return decoded !== undefined && !(isRead(command) && isHandedOver(decoded, script));
  });
}

function filesOf(command: ShellCommand): string[] {
  const named = valuesOf(commandLine(command).arguments, /^(?:-out|-o|--output)$/).map(spelling);
  return [...named, ...[command, ...laterStages(command).flat()].flatMap(filesWritten)];
}

function isRead({ name }: ShellCommand): boolean {
  return name?.literal === "source" || name?.literal === ".";
}

/** `echo "$ENV_FILE" | base64 -d > .env`: settings that the environment brings, of which nothing stands in the script. */
function isHandedOver(decode: ShellCommand, script: ShellScript): boolean {
  const fed = feeders(decode);
  const here = [...fed, decode].flatMap(({ redirections }) =>
    redirections.flatMap(({ operator, target }) => (operator === "<<<" && target ? [target] : [])),
  );
  const printed = [...fed.flatMap((one) => one.arguments), ...here].flatMap((word) => word.parts);
  const parts = [...printed, ...decode.arguments.flatMap((word) => word.parts)];
  return parts.some(({ kind }) => kind === "variable") && !printed.some((part) => isSpelledOut(part, script));
}

/** True for encoded text, and for a variable that the script itself gives some. */
function isSpelledOut(part: WordPart, script: ShellScript, depth = 0): boolean {
  const inside = (one: WordPart): boolean => depth < MAX_DEPTH && isSpelledOut(one, script, depth + 1);
  if (part.kind === "literal") return (depth === 0 ? ENCODED : /\w/).test(part.text);
  if (part.kind === "substitution")
    return part.commands.some(
      (one) =>
        /^(?:echo|printf|cat)$/.test(commandName(one) ?? "") &&
        one.arguments.length > 0 &&
        one.arguments.every(({ literal }) => literal !== undefined),
    );
  if (part.kind !== "variable") return false;
  return [...part.inner, ...valuesOfVariable(part.name, script)].some(inside);
}

function valuesOfVariable(name: string, script: ShellScript): WordPart[] {
  return assignmentsTo(name, script)
    .slice(-MAX_VALUES)
    .flatMap(({ value }) => value?.parts ?? []);
}

const MAX_DEPTH = 4;
const MAX_VALUES = 20;

/** Options and formats are shorter. */
const ENCODED = /[\w+/=]{8}/;
