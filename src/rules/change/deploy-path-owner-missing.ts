/** CHG-02: nobody has to approve changes of the deployment. */
import { hasOwner, readCodeOwners } from "../../documents/code-owners.ts";
import type { Document, TextFile } from "../../documents/document.ts";
import type { KamalFile } from "../../documents/kamal/kamal-file.ts";
import type { Project } from "../../documents/project.ts";
import { entryOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

/** GitHub takes the first that exists. */
const PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

export default defineRule({
  id: "deploy-path-owner-missing",
  category: "change",
  severity: "low",
  confidence: "high",
  title: "Deployment files without an owner",
  why: "Kamal runs what stands in these files on the machine that deploys and on every server; without an entry in CODEOWNERS anybody with write access can approve a change of them.",
  fix: "Name a team for `/config/deploy*.yml` and `/.kamal/` in CODEOWNERS, and require its review in the branch rules.",
  references: [
    "https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners",
  ],
  appliesTo: ["text-file", "kamal-file"],
  *check(document, project) {
    if (document.kind === "kamal-file") yield* judgeRepository(document, project);
    else if (document.source.path === placeIn(project)) yield* judgeOwners(document, project);
  },
});

function* judgeOwners({ source }: TextFile, { documents }: Project): Iterable<Problem> {
  const rules = readCodeOwners(source);
  const [first, ...others] = deployPaths(documents).filter((path) => !hasOwner(rules, path));
  if (first === undefined) return;
  const more =
    others.length === 0
      ? ""
      : others.length === 1
        ? " and one more file"
        : ` and ${others.length} more files`;
  const at = { source, span: { start: 0, end: source.lineText(1).length }, anchor: "" };
  yield { at, message: `No entry names an owner for \`${first}\`${more} of the deployment.` };
}

/** Most small teams do without, so this is for audits. */
function* judgeRepository({ root, destination }: KamalFile, project: Project): Iterable<Problem> {
  const at = entryOf(root, "service")?.key;
  if (!at || destination !== undefined || placeIn(project) !== undefined) return;
  const message =
    "The repository has no CODEOWNERS, so changes of the deployment need nobody's approval in particular.";
  yield { at, severity: "info", strictness: "audit", message };
}

function placeIn({ documents }: Project): string | undefined {
  const listing = documents.find((document) => document.kind === "repository");
  return PLACES.find((path) => listing?.paths.has(path));
}

/** Enough to see whether the deployment has owners. */
const MOST_PATHS = 100;

/** What Kamal reads or runs. */
function deployPaths(documents: readonly Document[]): string[] {
  const paths = documents.flatMap((document) => {
    if (document.kind === "kamal-file") return [document.source.path];
    const isDeployed = document.kind === "text-file" && /^(?:secrets|hook|script)$/.test(document.role);
    return isDeployed ? [document.source.path] : [];
  });
  return [...new Set(paths)].sort().slice(0, MOST_PATHS);
}
