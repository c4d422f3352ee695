/** Which workflows and actions have to do with Kamal: many repositories have dozens that don't. */
import type { OpenedFile } from "../open-file.ts";
import { followedNames, workflowName } from "./followed-names.ts";
import { localUses } from "./local-uses.ts";
import { outputsForCallers } from "./open-workflow.ts";
import { isStepsFile } from "./steps-file.ts";

/**
 * Paths of those that name Kamal, its settings or a script or task that starts or names it, of workflows that use such a one, and of the
 * actions and workflows with outputs that any of these use: what they set up or find out, Kamal works with. Where a job runs Kamal, it may
 * wait for whatever its workflow uses, and for the workflows that this one follows.
 */
export function relevantWorkflows(files: readonly OpenedFile[]): ReadonlySet<string> {
  const own = files.filter(({ role }) => role === "workflow" || role === "action");
  const scripts = files
    .filter(({ role, source }) => role === "script" && NAMES_KAMAL.test(source.text))
    .map(pathOf);
  const named = new Set(
    own
      // what could not be read may name it
      .filter(
        ({ source: { text }, starters = [] }) =>
          starters.length > 0 ||
          text === "" ||
          NAMES_KAMAL.test(text) ||
          scripts.some((path) => text.includes(path)),
      )
      .map(pathOf),
  );
  const uses = new Map(own.map((file) => [pathOf(file), usesOf(file)]));
  const callers = reversed(uses);
  const relevant = closure(named, callers);
  const lent = new Set(own.filter((file) => file.role === "action" || givesBack(file)).map(pathOf));
  const deploying = own.filter((file) => relevant.has(pathOf(file)) && deploys(file)).map(pathOf);
  const followed = followedBy(closure(new Set(deploying), callers), own);
  const awaited = closure(new Set([...deploying, ...followed]), uses);
  const used = new Set([...lent, ...awaited]);
  return closure(new Set([...relevant, ...followed]), uses, (path) => used.has(path));
}

/** Paths of the workflows after which others start. */
function followedBy(following: ReadonlySet<string>, own: readonly OpenedFile[]): string[] {
  const workflows = own.flatMap(({ documents }) => documents.filter((one) => one.kind === "workflow"));
  const names = new Set(workflows.filter(({ source }) => following.has(source.path)).flatMap(followedNames));
  return workflows.filter((one) => names.has(workflowName(one))).map(pathOf);
}

function deploys({ documents }: OpenedFile): boolean {
  return documents.some(
    (document) => document.kind === "workflow" && document.jobs.some(({ runsKamal }) => runsKamal),
  );
}

const NAMES_KAMAL = /\bkamal\b|\bKAMAL_[A-Z]/i;

function pathOf({ source }: Pick<OpenedFile, "source">): string {
  return source.path;
}

function usesOf({ documents }: OpenedFile): readonly string[] {
  return [...new Set(documents.filter(isStepsFile).flatMap(localUses))];
}

function givesBack({ documents }: OpenedFile): boolean {
  return documents.some((document) => document.kind === "workflow" && outputsForCallers(document).length > 0);
}

function reversed(edges: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const back = new Map<string, string[]>();
  for (const [from, all] of edges)
    for (const to of all) {
      const others = back.get(to);
      if (others) others.push(from);
      else back.set(to, [from]);
    }
  return back;
}

/** The start and all that can be reached from it; each path is looked at once, so circles end. */
function closure(
  start: ReadonlySet<string>,
  edges: ReadonlyMap<string, readonly string[]>,
  isWanted: (path: string) => boolean = () => true,
): Set<string> {
  const reached = new Set(start);
  const pending = [...start];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const next of edges.get(path) ?? []) {
      if (reached.has(next) || !isWanted(next)) continue;
      reached.add(next);
      pending.push(next);
    }
  }
  return reached;
}
