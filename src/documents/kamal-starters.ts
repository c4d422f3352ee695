/** By which words a repository starts Kamal besides Kamal's own: paths of its scripts and actions, and tasks such as `make ship`. */
import { posix } from "node:path";
import { onceFor } from "../source/once-for.ts";
import { startKamal } from "./deployment-scripts.ts";
import type { OpenedFile } from "./open-file.ts";
import { tasksIn } from "./task-files.ts";
import { callsKamal, runsNamedScript, withoutComments } from "./workflow/kamal-commands.ts";

/** Scripts that call scripts that call scripts: nobody goes further. */
const MAX_ROUNDS = 3;

/** Nobody has more, and each is looked for in each workflow. */
const MAX_STARTERS = 100;

/** One of them. */
export interface Starter {
  readonly pattern: string;
  /** What every text that it fits holds. */
  readonly word: string;
}

/** The starters that a text uses, as patterns. */
export function startersUsed(text: string, starters: readonly Starter[]): string[] {
  const likely = starters.filter(({ word }) => text.includes(word));
  if (likely.length === 0) return [];
  const code = withoutComments(text);
  return likely.map(({ pattern }) => pattern).filter((pattern) => new RegExp(pattern, "m").test(code));
}

/** All of a commit. */
export function kamalStarters(files: readonly OpenedFile[]): Starter[] {
  // those whose names say it count in any case
  const scripts = files.filter(({ role, source }) => role === "script" && !runsNamedScript(source.path));
  const candidates: Candidate[] = [
    ...scripts.map(ofScript),
    ...files.filter(isAction).map(ofAction),
    ...files.flatMap(tasksOf),
  ];
  const found = new Set(candidates.filter(({ startsKamal }) => startsKamal));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const known = [...found].slice(0, MAX_STARTERS);
    const more = candidates.filter((one) => !found.has(one) && startersUsed(one.text, known).length > 0);
    if (more.length === 0) break;
    for (const one of more) found.add(one);
  }
  return [...found].slice(0, MAX_STARTERS);
}

function isAction({ role }: OpenedFile): boolean {
  return role === "action";
}

/** A script, an action or a task. */
interface Candidate extends Starter {
  readonly text: string;
  /** True when it does so itself. */
  readonly startsKamal: boolean;
}

const tasksOf: (file: OpenedFile) => readonly Candidate[] = onceFor(({ source }) =>
  tasksIn(source).map((task) => ({ ...task, startsKamal: callsKamal(task.text) })),
);

/**
 * Called by the path from the root, or from a folder of a monorepo that holds the folder it lies in; by its name alone from its own
 * folder, in which a script starts at the root, or into which it goes.
 */
const ofScript: (file: OpenedFile) => Candidate = onceFor(({ source: { path, text }, documents }) => {
  const word = posix.basename(path);
  const folder = escaped(posix.basename(posix.dirname(path)));
  const alone = `${RUN_HERE}${escaped(word)}`;
  const spellings =
    folder === "\\." ? alone : `(?:${START}${folder}/${escaped(word)}|${goingTo(folder)}${alone})`;
  return { word, pattern: `${spellings}(?![\\w./-])`, text, startsKamal: startKamal(documents) };
});

const START = "(?:^|[\\s;&|(\"'`/=])";

/** `./ship.sh`, `bash -e ship.sh`; `-n` only looks for faults in it. */
const RUN_HERE =
  "(?:(?<![\\w./-])\\./|(?<![\\w.-])(?:(?:ba|da|z)?sh|source|ruby|python3?)[ \\t]+(?:-[a-mo-z]+[ \\t]+){0,3}(?:\\./)?)";

/** `cd ops && npm ci && `, also over some lines. */
function goingTo(folder: string): string {
  return `\\bcd[ \\t]+["']?(?:[\\w.$\{}/-]+/)?${folder}(?![\\w.-])(?:(?!\\bcd[ \\t])[^]){0,300}?`;
}

/** Used by the path of its folder: `uses: ./.github/actions/ship`, or `./` for that of the root, which shells have other uses for. */
const ofAction: (file: OpenedFile) => Candidate = onceFor(({ source: { path, text }, documents }) => {
  const folder = posix.dirname(path);
  const word = folder === "." ? "./" : `./${folder}`;
  const pattern =
    folder === "."
      ? `(?:^|\\buses:[ \\t]{0,9}["']?)\\./(?=["']?[ \\t]*$)`
      : `(?:^|[\\s"'])${escaped(word)}/?(?=$|[\\s"'])`;
  return { word, pattern, text, startsKamal: startKamal(documents) };
});

function escaped(path: string): string {
  return path.replace(/[^\w/-]/g, "\\$&");
}
