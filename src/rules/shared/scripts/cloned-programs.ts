/** Programs of other people's repositories that a script clones in whatever state they are and runs. */
import type { ShellCommand, ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import { onceFor } from "../../../source/once-for.ts";
import { commandLine, textOfWord } from "./command-line.ts";
import { programOf } from "./kept-downloads.ts";

/** A clone and the command that runs something of it. */
export interface ClonedProgram {
  readonly clone: ShellCommand;
  readonly address: ShellWord;
  readonly run: ShellCommand;
}

interface Clone {
  readonly command: ShellCommand;
  readonly address: ShellWord;
  readonly folder: string;
}

/** Each with the first command that runs it. */
export const clonedPrograms: (script: ShellScript) => readonly ClonedProgram[] = onceFor(({ commands }) => {
  const clones = commands.flatMap((command) => cloneOf(command) ?? []).slice(0, MAX_CLONES);
  return clones.flatMap(({ command: clone, address, folder }): ClonedProgram[] => {
    let isInside = false;
    for (const command of commands) {
      if (command.span.start <= clone.span.start || command.runsOn !== clone.runsOn) continue;
      const { name = "", arguments: words } = commandLine(command);
      if (name === "cd" || name === "pushd") isInside = isIn(spelling(words.at(-1) ?? NOTHING), folder);
      if (name === "git" && fixes(words, folder, isInside)) return [];
      const file = name === "cd" ? undefined : programOf(command);
      const isRelative = file !== undefined && /^[\w.]/.test(file);
      if (file !== undefined && (isIn(file, folder) || (isInside && isRelative)))
        return [{ clone, address, run: command }];
    }
    return [];
  });
});

/** People's scripts clone fewer, and for each the script is looked through once. */
const MAX_CLONES = 10;

const NOTHING: Pick<ShellWord, "parts"> = { parts: [] };

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Options of `git clone` that take a separate value. */
const VALUED =
  /^(?:-[bcjou]|--(?:branch|depth|origin|config|jobs|filter|reference|template|separate-git-dir|shallow-since|upload-pack))$/;

/** What anybody can clone: an address with a key, a token or a variable in it is one's own. A version that is named is fixed enough. */
function cloneOf(command: ShellCommand): Clone | undefined {
  const { name, arguments: words, line } = commandLine(command);
  if (name !== "git" || words[0]?.literal !== "clone" || command.runsOn === "container") return undefined;
  if (/ (?:-b|--branch|--revision)[ =]\S*(?:\d|\$)/.test(line)) return undefined;
  const [address, folder] = words
    .slice(1)
    .filter((word, index) => !textOfWord(word).startsWith("-") && !VALUED.test(words[index]?.literal ?? ""));
  const [, repository] =
    /^(?:https?|git):\/\/[\w.-]+\/(?:[\w.-]+\/)*?([\w.-]+?)(?:\.git)?\/?$/.exec(address?.literal ?? "") ?? [];
  if (!address || repository === undefined) return undefined;
  return { command, address, folder: (folder ? spelling(folder) : repository).replace(/\/$/, "") };
}

/** Nobody names a version further back. */
const MAX_LINE = 500;

/** `git -C tool checkout 0123abc`, `git checkout v1.2.3`, `git verify-tag` */
function fixes(words: readonly ShellWord[], folder: string, isInside: boolean): boolean {
  const line = words.map(spelling).join(" ").slice(0, MAX_LINE);
  const isThere = isInside || line.startsWith(`-C ${folder} `);
  return (
    isThere &&
    /(?:^| )(?:(?:checkout|switch|reset|fetch)(?: \S+){0,4} (?:\S*[0-9a-f]{7,40}|(?:tags\/)?\S*\d\S*|\$\S+)$|verify-(?:tag|commit) )/.test(
      line,
    )
  );
}
