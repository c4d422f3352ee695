/** A secret that the configuration asks for and no secrets file defines. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { secretsPathsOf, secretUsesOf } from "../../documents/kamal/secret-uses.ts";
import type { Project } from "../../documents/project.ts";
import type { SecretsFile } from "../../documents/secrets-file/secrets-file.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "secret-not-declared",
  category: "secrets",
  standsAtSecret: false,
  severity: "low",
  confidence: "medium",
  title: "Secret that no secrets file defines",
  why: "Kamal looks the name up in .kamal/secrets-common and .kamal/secrets, with a destination in .kamal/secrets.DESTINATION instead of the latter, and stops with an error when it is in neither.",
  fix: "Add the name with a reference to the secrets file of this destination, or take it out of the configuration.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/#secrets"],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    const files = filesOf(configuration, project);
    if (!files) return;
    const declared = new Set(files.flatMap(({ assignments }) => assignments.map(({ name }) => name)));
    const where = files.map(({ source }) => source.path).join(" and ");
    for (const { at, name } of secretUsesOf(configuration.root)) {
      if (!declared.has(name))
        yield { at, subject: name, message: `The secret ${name} is not defined in ${where}.` };
    }
  },
});

/** Undefined unless the file that is Kamal's last word is there and every one of them could be read. */
function filesOf(configuration: KamalConfiguration, project: Project): SecretsFile[] | undefined {
  const paths = secretsPathsOf(configuration);
  if (!paths) return undefined;
  const files = project.documents.filter(
    (document) => document.kind === "secrets-file" && paths.includes(document.source.path),
  ) as SecretsFile[];
  const own = files.find(({ source }) => source.path === paths.at(-1));
  const unreadable = project.documents.some(
    (document) => document.kind === "unreadable-file" && paths.includes(document.source.path),
  );
  return !own || own.assignments.length === 0 || unreadable || files.some(isOpaque) ? undefined : files;
}

/** Templates are filled in before Kamal sees them; then other names may be there. */
function isOpaque({ source }: SecretsFile): boolean {
  return source.text.includes("<%") || /^[ \t]*(?:source|\.)\s/m.test(source.text);
}
