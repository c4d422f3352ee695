/** Files that a script fills itself, with what a command prints or downloads, so that what it reads from them is known. */
import { commandName, type ShellCommand, type ShellScript } from "../../../documents/shell/shell-script.ts";
import { filesWritten } from "../../../documents/shell/written-programs.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Flow } from "./flow.ts";
import { keptIn } from "./kept-downloads.ts";

/** One way in which a file is filled. */
export interface FilledFile {
  readonly path: string;
  readonly command: ShellCommand;
  /** Set for a download; otherwise it holds what the command prints. */
  readonly downloaded: Flow | undefined;
}

/** In order of appearance. */
export const filesFilledIn: (script: ShellScript) => readonly FilledFile[] = onceFor(({ commands }) => {
  const counts = new Map<string, number>();
  return commands.flatMap((command) => {
    if (command.runsOn !== "here") return [];
    const found = [
      ...filesWritten(command).map((path) => ({ path, command, downloaded: undefined })),
      ...keptIn(command).map((path) => ({ path, command, downloaded: download(command) })),
    ];
    return found.filter(({ path }) => {
      counts.set(path, (counts.get(path) ?? 0) + 1);
      return (counts.get(path) ?? 0) <= MAX_WRITERS;
    });
  });
});

/** A log that everything goes to is read by nobody. */
const MAX_WRITERS = 20;

const pathsFilledIn: (script: ShellScript) => ReadonlySet<string> = onceFor(
  (script) => new Set(filesFilledIn(script).map(({ path }) => path)),
);

/** True for a path that the script fills. */
export function isFilledIn(path: string, script: ShellScript): boolean {
  return pathsFilledIn(script).has(path);
}

function download(command: ShellCommand): Flow {
  const what = `\`${commandName(command) ?? "a download"}\``;
  return { origin: "outside", source: { what, at: command, isRef: false } };
}

/** The content of a file among the variables: none of those has such a name. */
export function fileKey(path: string): string {
  return `file ${path}`;
}
