/** By which words a repository starts Kamal besides Kamal's own: paths of its scripts, and tasks such as `make ship`. */
import { posix } from "node:path";
import { onceFor } from "../source/once-for.ts";
import { runsNamedScript, startKamal } from "./deployment-scripts.ts";
import type { OpenedFile } from "./open-file.ts";
import { type Task, tasksIn } from "./task-files.ts";
import { callsKamal, withoutComments } from "./workflow/kamal-commands.ts";

/** Scripts that call scripts that call scripts: nobody goes further. */
const MAX_ROUNDS = 3;

/** Nobody has more, and each is looked for in each workflow. */
const MAX_STARTERS = 100;

/** The starters that a text uses, as patterns. */
export function startersUsed(text: string, starters: readonly string[]): string[] {
  if (starters.length === 0) return [];
  const code = withoutComments(text);
  return starters.filter((starter) => new RegExp(starter, "m").test(code));
}

/** All of a commit, as patterns. */
export function kamalStarters(files: readonly OpenedFile[]): string[] {
  // those whose names say it count in any case
  const scripts = files.filter(({ role, source }) => role === "script" && !runsNamedScript(source.path));
  const tasks = files.flatMap((file) => tasksOf(file));
  const found = new Set(scripts.filter(startsKamal).map(asCalled));
  for (const task of tasks) if (callsKamal(withoutComments(task.text))) found.add(task.called);
  for (let round = 0; round < MAX_ROUNDS && found.size > 0; round++) {
    const known = [...found].slice(0, MAX_STARTERS);
    for (const script of scripts)
      if (startersUsed(script.source.text, known).length > 0) found.add(asCalled(script));
    for (const { called, text } of tasks) if (startersUsed(text, known).length > 0) found.add(called);
    if (found.size === known.length) break;
  }
  return [...found].slice(0, MAX_STARTERS);
}

const startsKamal: (file: OpenedFile) => boolean = onceFor(({ documents }) => startKamal(documents));

const tasksOf: (file: OpenedFile) => readonly Task[] = onceFor(({ source }) => tasksIn(source));

/** The path from the root, or from a folder of a monorepo that holds the folder it lies in. */
function asCalled({ source: { path } }: OpenedFile): string {
  const written = path.split("/").slice(-2).join("/");
  const start = posix.dirname(path) === "." ? "\\./" : "";
  return `(?:^|[\\s;&|("'\`/=])${start}${written.replace(/[^\w/-]/g, "\\$&")}(?![\\w./-])`;
}
