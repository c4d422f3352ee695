/** Commands that let others log in: what they write into `authorized_keys` is not spelled out in the script. */
import { copiesBy, fileFilledBy } from "../../../documents/shell/copied-files.ts";
import { valuesOf } from "../../../documents/shell/option-values.ts";
import {
  feeders,
  laterStages,
  type ShellCommand,
  substitutedCommands,
} from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import { filesWritten } from "../../../documents/shell/written-programs.ts";
import { commandLine } from "./command-line.ts";
import type { Grant } from "./grant.ts";

const KEYS = /(?:^|[/:])\.?ssh\/authorized_keys2?$/;

/** For what is said of such keys. */
export const KEEP_KEYS =
  "List the keys of those who may log in where servers are set up, so that a new one is a change that somebody reviews.";

/** Undefined for keys of the repository that a script for setting up servers hands out: that is how servers get them. */
export function loginKeysOf(command: ShellCommand, isHook: boolean): Grant | undefined {
  const { name = "", arguments: words, line } = commandLine(command);
  const isImport = name === "ssh-import-id" || name === "ssh-import-id-gh";
  if (!isImport && !targetsOf(command).some((path) => KEYS.test(path))) return undefined;
  const fetching = [command, ...words.flatMap(substitutedCommands)].map((one) => commandLine(one).name ?? "");
  const isFetched = isImport || fetching.some((one) => FETCHES.test(one));
  const isOfPeople = isImport || OF_PEOPLE.test(line);
  if (!isFetched && !(isHook && isCopied(command))) return undefined;
  const origin = isFetched ? "Whoever decides what this address gives out" : "Whoever holds these keys";
  return {
    pattern: KEYS,
    severity: isHook || (isFetched && !isOfPeople) ? "high" : "medium",
    what: `${origin} may log in after this`,
    fix: KEEP_KEYS,
    word: isFetched ? /^(?:https?|gh|lp):/ : KEYS,
  };
}

const FETCHES = /^(?:curl|wget|https?)$/;

/** Where people keep their own public keys, by which servers are often set up. */
const OF_PEOPLE = /https:\/\/(?:github|gitlab)\.com\/\S+\.keys\b/;

/** The files that the output ends in, also behind a pipe and on a server. */
function targetsOf(command: ShellCommand): string[] {
  const words = command.arguments;
  const behind = laterStages(command)
    .flat()
    .flatMap((later) => [...filesWritten(later), fileFilledBy(later) ?? []].flat());
  const kept = valuesOf(words, /^-[a-zA-Z]*[oO]$|^--output(?:-document)?$/).map(spelling);
  const copied = copiesBy(command).map(({ to }) => to.path);
  return [...filesWritten(command), ...behind, ...kept, ...copied];
}

/** Files that are put there as they are. */
function isCopied(command: ShellCommand): boolean {
  if (feeders(command).length > 0) return false; // what is printed into the pipe is looked at where it is
  return copiesBy(command).length > 0 || !/^(?:cat$|echo |printf )/.test(commandLine(command).line);
}
