/** A secret that is defined and that nothing asks for. */
import { secretsPathsOf, secretUsesOf } from "../../documents/kamal/secret-uses.ts";
import type { Project } from "../../documents/project.ts";
import type { SecretsFile } from "../../documents/secrets-file/secrets-file.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "secret-unused",
  category: "secrets",
  standsAtSecret: false,
  severity: "info",
  confidence: "medium",
  title: "Secret that nothing uses",
  why: "Kamal hands every secret of the file to every hook, so one that nothing asks for only makes the harm of a bad hook larger.",
  fix: "Take the line out, unless a hook needs it.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/#secrets"],
  appliesTo: ["secrets-file"],
  *check(file, project) {
    const used = usedNames(file, project);
    if (!used) return;
    const mentioned = new Set(textsOf(project, file).flatMap((text) => text.match(/\w+/g) ?? []));
    for (const { name, nameSpan } of file.assignments) {
      if (used.has(name) || mentioned.has(name)) continue;
      const at = { source: file.source, span: nameSpan, anchor: name };
      yield { at, message: `No configuration asks for the secret ${name}.` };
    }
  },
});

/** Undefined when no configuration is known to read the file, or one of them leaves its secrets to Ruby. */
function usedNames({ source, assignments }: SecretsFile, { documents }: Project): Set<string> | undefined {
  const configurations = documents.filter((document) => document.kind === "kamal-configuration");
  const readers = configurations.filter((configuration) =>
    secretsPathsOf(configuration)?.includes(source.path),
  );
  if (readers.length === 0 || readers.some(({ source: { text } }) => /<%(?!#)/.test(text))) return undefined;
  const inside = assignments.flatMap(({ references }) =>
    references.map(({ content }) => source.text.slice(content.start, content.end)),
  );
  const words = inside.flatMap((text) => text.match(/\w+/g) ?? []);
  return new Set([
    ...readers.flatMap(({ root }) => secretUsesOf(root).map(({ name }) => name)),
    ...references(assignments, words),
  ]);
}

/** A line that fetches a value of the same name uses nobody; one that another line builds on is used. */
function references(assignments: SecretsFile["assignments"], words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return assignments
    .filter(
      ({ name, value }) =>
        (counts.get(name) ?? 0) > (value.match(/\w+/g)?.filter((word) => word === name).length ?? 0),
    )
    .map(({ name }) => name);
}

/** Hooks and scripts may read it from their environment. */
function textsOf({ documents }: Project, { source }: SecretsFile): string[] {
  return documents.flatMap((document) =>
    document.kind === "text-file" &&
    /^(?:hook|script|dockerfile|entrypoint)$/.test(document.role) &&
    document.source !== source
      ? [document.source.text]
      : [],
  );
}
