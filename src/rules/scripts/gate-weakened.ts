/** HK-17: a change takes away or disarms what could have stopped a deployment. */
import type { TextFile } from "../../documents/document.ts";
import type { RepositoryListing } from "../../documents/repository-listing.ts";
import { isStepsFile } from "../../documents/workflow/steps-file.ts";
import type { Workflow } from "../../documents/workflow/workflow.ts";
import { type Change, defineChangeRule, type Problem } from "../../engine/rule.ts";
import { checksSomething, isGate, weakenings } from "../shared/gates/gates.ts";
import { takesOver } from "../shared/gates/moved-gates.ts";
import { baseNameOf } from "../shared/scripts/script-files.ts";
import { openedJobs } from "../shared/workflows/workflow-gates.ts";

export default defineChangeRule({
  id: "gate-weakened",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Check before the deployment weakened",
  why: "Hooks before a deployment, and the jobs and approvals that it waits for, are what stops a bad one: without the check the next deployment goes through, whatever it holds.",
  fix: "Keep the check, or say in the change who agreed that it goes and what takes its place.",
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  compares: "repository",
  *compare(before, after, change) {
    for (const [was, is] of sameWorkflows(change)) yield* openedJobs(was, is, change);
    const [old, now] = [filesOf(change.before), filesOf(change.after)];
    const changedOnes = [...now.values()].filter(
      ({ source }) => old.get(source.path)?.source.text !== source.text,
    );
    // a project that leaves Kamal leaves its hooks too
    const leaves = configures(change.before) && !configures(change.after);
    for (const file of old.values()) {
      const same = now.get(file.source.path);
      if (same === file || !isGate(file)) continue;
      if (same) yield* changed(file, same, now);
      else if (!leaves && !changedOnes.some((other) => takesOver(file, other)))
        yield* gone(file, before, after, now);
    }
  },
});

/** Those of one path, and one that deploys and is gone with the only new one that does. */
function sameWorkflows({ before, after }: Change): [Workflow, Workflow][] {
  if (!changesSteps(before, after)) return [];
  const [old, now] = [workflowsOf(before), workflowsOf(after)];
  const paths = new Map(now.map((workflow) => [workflow.source.path, workflow]));
  const pairs = old.flatMap((workflow): [Workflow, Workflow][] => {
    const same = paths.get(workflow.source.path);
    return same ? [[workflow, same]] : [];
  });
  const known = new Set(old.map(({ source }) => source.path));
  const [gone, ...others] = old.filter((one) => deploys(one) && !paths.has(one.source.path));
  const [fresh, ...more] = now.filter((one) => deploys(one) && !known.has(one.source.path));
  return gone && fresh && others.length + more.length === 0 ? [...pairs, [gone, fresh]] : pairs;
}

/** Files that are alike are opened once. */
function changesSteps(before: Change["before"], after: Change["after"]): boolean {
  const known = new Set(before.documents.filter(isStepsFile));
  const now = after.documents.filter(isStepsFile);
  return now.length !== known.size || now.some((document) => !known.has(document));
}

function deploys({ jobs }: Workflow): boolean {
  return jobs.some(({ runsKamal }) => runsKamal);
}

function workflowsOf({ documents }: Change["before"]): Workflow[] {
  return documents.filter((document): document is Workflow => document.kind === "workflow");
}

function configures({ documents }: Change["before"]): boolean {
  return documents.some(({ kind }) => kind === "kamal-configuration");
}

function filesOf(project: Change["before"]): Map<string, TextFile> {
  const files = project.documents.filter(
    (document): document is TextFile =>
      document.kind === "text-file" && (document.role === "hook" || document.role === "script"),
  );
  return new Map(files.map((file) => [file.source.path, file]));
}

function* changed(before: TextFile, after: TextFile, now: ReadonlyMap<string, TextFile>): Iterable<Problem> {
  const isHook = before.role === "hook";
  // what prepares new servers runs before anything is deployed
  const isSetup = isHook && baseNameOf(before) === "docker-setup";
  const refuses = checksSomething(before);
  if (isHook && before.mode === "100755" && after.mode === "100644") {
    const message =
      "The hook is no longer executable, so every command that needs it fails until somebody skips hooks.";
    yield { at: firstLine(after), subject: "mode", message };
  }
  if (before.source.text === after.source.text) return;
  for (const { offset, end, what, severity } of weakenings(
    before.source.text,
    after.source.text,
    newlyCalled(before, after, now),
  )) {
    // a hook that migrates the database has nothing to do when an old version comes back
    if (!refuses && /\brollback\b/.test(after.source.text.slice(offset, end))) continue;
    const at = { source: after.source, span: { start: offset, end }, anchor: what };
    yield {
      at,
      subject: what,
      message: what,
      ...(isSetup ? { severity: "medium" } : severity ? { severity } : {}),
    };
  }
}

/** The scripts that only the new text names, where the checks may have moved to. */
function newlyCalled(
  { source: before }: TextFile,
  { source: after }: TextFile,
  now: ReadonlyMap<string, TextFile>,
): string[] {
  const scripts = [...now.values()].filter(({ role, source }) => role === "script" && source !== after);
  const names = (text: string, path: string): boolean =>
    text.includes(path) ||
    text.includes(`/${path.replace(/^.*\//, "")}`) ||
    importsIn(text).some((line) => importedNames(line).includes(path.replace(/^.*\/|\.\w+$/g, "")));
  return scripts
    .filter(({ source }) => names(after.text, source.path) && !names(before.text, source.path))
    .map(({ source }) => source.text);
}

/** Programs are read in by names without an ending: `require_relative "../../lib/deploy/gates"`. */
function importsIn(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => /^\s*(?:require(?:_relative)?|load|import|from)\b|\brequire\(/.test(line));
}

/** The last parts of the paths and modules that a line names. */
function importedNames(line: string): string[] {
  return [...line.matchAll(/[\w-]+(?=(?:\.(?:rb|py|[cm]?[jt]s))?["'\s,);]|$)/g)].map(([name]) => name);
}

/** A hook that is neither there any more nor anywhere else under its name. */
function* gone(
  file: TextFile,
  before: RepositoryListing,
  after: RepositoryListing,
  now: ReadonlyMap<string, TextFile>,
): Iterable<Problem> {
  if (file.role !== "hook" || after.paths.has(file.source.path)) return;
  const name = baseNameOf(file);
  const added = [...now.values()].filter(
    ({ role, source }) => role === "hook" && !before.paths.has(source.path),
  );
  if (added.some((other) => baseNameOf(other) === name)) return;
  const renamed = [...now.values()].find(
    ({ source }) => !before.paths.has(source.path) && source.text.trim() === file.source.text.trim(),
  );
  const checks = checksSomething(file);
  const lost = checks ? "the checks before a deployment" : "what had to succeed before a deployment";
  const message = renamed
    ? `\`${name}\` gets a name that Kamal doesn't look for, so it runs no more.`
    : `\`${name}\` is deleted, and with it ${lost}.`;
  yield { at: firstLine(renamed ?? file), subject: name, message, severity: checks ? "high" : "medium" };
}

function firstLine({ source }: TextFile): Problem["at"] {
  return { source, span: { start: 0, end: source.lineText(1).length }, anchor: "" };
}
