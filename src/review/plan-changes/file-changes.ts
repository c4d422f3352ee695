/** Hooks and names of secrets that came, went or changed. */
import type { TextFile } from "../../documents/document.ts";
import type { Project } from "../../documents/project.ts";
import type { SecretsFile } from "../../documents/secrets-file/secrets-file.ts";
import type { PlanChange } from "./plan-change.ts";

/** Changes that are the same for every destination. */
export function fileChanges(base: Project, head: Project): PlanChange[] {
  return [...hookChanges(hooksOf(base), hooksOf(head)), ...secretChanges(secretsOf(base), secretsOf(head))];
}

/** Kamal runs a hook by its exact name; samples never. */
function hooksOf({ documents }: Project): ReadonlyMap<string, TextFile> {
  const hooks = documents.filter(
    (document): document is TextFile =>
      document.kind === "text-file" && document.role === "hook" && !/\.[^/]*$/.test(document.source.path),
  );
  return new Map(hooks.map((hook) => [hook.source.path, hook]));
}

function hookChanges(
  before: ReadonlyMap<string, TextFile>,
  after: ReadonlyMap<string, TextFile>,
): PlanChange[] {
  const change = (kind: PlanChange["kind"], path: string, words: string): PlanChange => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return { kind, topic: "hooks", message: `Hook \`${name}\` ${words}`, path, line: 1, destinations: [] };
  };
  const here = [...after].flatMap(([path, hook]) => {
    const old = before.get(path);
    if (!old) return [change("added", path, "added")];
    if (old.source.text !== hook.source.text) return [change("changed", path, "changed")];
    const runs = hook.mode === "100755" ? "now executable" : "no longer executable";
    return old.mode === hook.mode ? [] : [change("changed", path, runs)];
  });
  const gone = [...before.keys()].filter((path) => !after.has(path));
  return [...here, ...gone.map((path) => change("removed", path, "removed"))];
}

function secretsOf({ documents }: Project): readonly SecretsFile[] {
  return documents.filter((document) => document.kind === "secrets-file");
}

function secretChanges(before: readonly SecretsFile[], after: readonly SecretsFile[]): PlanChange[] {
  const paths = new Set([...before, ...after].map(({ source }) => source.path));
  return [...paths].flatMap((path) => {
    const old = assignments(before, path);
    const now = assignments(after, path);
    const change = (kind: PlanChange["kind"], name: string, words: string): PlanChange => ({
      ...{ kind, topic: "secrets", message: `Secret \`${name}\` ${words}`, path },
      line: now.get(name)?.line ?? 1,
      destinations: [],
    });
    const here = [...now].flatMap(([name, { text }]) => {
      if (!old.has(name)) return [change("added", name, "added")];
      return old.get(name)?.text === text ? [] : [change("changed", name, "taken from somewhere else")];
    });
    const gone = [...old.keys()].filter((name) => !now.has(name));
    return [...here, ...gone.map((name) => change("removed", name, "removed"))];
  });
}

function assignments(
  files: readonly SecretsFile[],
  path: string,
): ReadonlyMap<string, { readonly text: string; readonly line: number }> {
  const file = files.find(({ source }) => source.path === path);
  return new Map(
    file?.assignments.map(({ name, nameSpan, valueSpan }) => [
      name,
      {
        text: file.source.text.slice(valueSpan.start, valueSpan.end),
        line: file.source.positionAt(nameSpan.start).line,
      },
    ]),
  );
}
