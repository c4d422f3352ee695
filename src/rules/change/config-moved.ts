/** CHG-05: a change takes deployment files out of the places where people and tools look for them. */
import { posix } from "node:path";
import { roleOf } from "../../documents/file-role.ts";
import { isDefaultKamalPath } from "../../documents/kamal/recognise.ts";
import { fileAt } from "../../documents/repository-listing.ts";
import { defineChangeRule } from "../../engine/rule.ts";

const SYMBOLIC_LINK = "120000";

export default defineChangeRule({
  id: "config-moved",
  category: "change",
  severity: "medium",
  confidence: "medium",
  title: "Deployment files moved",
  why: "Code owners, branch rules and reviews go by the usual paths; a configuration that `kamal -c` finds elsewhere, or that is a link to another file, changes without any of them noticing.",
  fix: "Keep the configuration at `config/deploy.yml` as a plain file, or adapt CODEOWNERS and workflows in the same change.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  compares: "repository",
  *compare({ paths: before }, { paths: after }) {
    for (const [path, mode] of after) {
      const role = mode === SYMBOLIC_LINK && before.get(path) !== SYMBOLIC_LINK ? roleOf(path) : undefined;
      if (role && /^(?:kamal|secrets|hook|script)$/.test(role))
        yield {
          at: fileAt(path),
          message: "This file becomes a link, so what is deployed is decided in another place.",
        };
    }
    for (const path of movedConfigurations(before, after))
      yield { at: fileAt(path), message: "The configuration leaves its usual path for this one." };
  },
});

/** New configurations in folders whose `config/deploy.yml` is gone; a folder that moves as a whole keeps the name. */
function movedConfigurations(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const left = [...before.keys()].filter((path) => isDefaultKamalPath(path) && !after.has(path)).map(homeOf);
  if (left.length === 0) return [];
  const isNew = (path: string): boolean =>
    !before.has(path) && roleOf(path) === "kamal" && !isDefaultKamalPath(path);
  const kept = new Set([...after.keys()].filter(isDefaultKamalPath).map(homeOf));
  return [...after.keys()]
    .filter(isNew)
    .filter((path) => left.some((home) => !kept.has(home) && isBelow(path, home)));
}

function homeOf(path: string): string {
  return posix.dirname(posix.dirname(path));
}

function isBelow(path: string, folder: string): boolean {
  return folder === "." || path.startsWith(`${folder}/`);
}
