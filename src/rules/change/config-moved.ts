/** CHG-05: a change takes deployment files out of the places where people and tools look for them. */
import { posix } from "node:path";
import { roleOf } from "../../documents/file-role.ts";
import { isDefaultKamalPath } from "../../documents/kamal/recognise.ts";
import type { Project } from "../../documents/project.ts";
import { fileAt } from "../../documents/repository-listing.ts";
import { type Change, defineChangeRule } from "../../engine/rule.ts";
import { isSampleFile } from "../shared/secrets/sample-files.ts";

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
  *compare({ paths: before }, { paths: after }, change) {
    for (const path of newLinks(before, after)) {
      const message = "This file becomes a link, so what is deployed is decided in another place.";
      yield { at: fileAt(path), message };
    }
    for (const path of movedConfigurations(change))
      yield { at: fileAt(path), message: "The configuration leaves its usual path for this one." };
  },
});

function newLinks(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const links = [...after].filter(
    ([path, mode]) => mode === SYMBOLIC_LINK && before.get(path) !== SYMBOLIC_LINK,
  );
  return links
    .map(([path]) => path)
    .filter((path) => {
      const role = roleOf(path) ?? "";
      return role === "kamal" || (before.has(path) && /^(?:secrets|hook|script)$/.test(role));
    });
}

/** New configurations below a folder whose `config/deploy.yml` is gone; a folder that moves as a whole keeps the name. */
function movedConfigurations({ before, after }: Change): string[] {
  const [old, now] = [basesOf(before), basesOf(after)];
  const left = old.filter((path) => isDefaultKamalPath(path) && !now.includes(path)).map(homeOf);
  const kept = new Set(now.filter(isDefaultKamalPath).map(homeOf));
  return now.filter(
    (path) =>
      !isDefaultKamalPath(path) &&
      !old.includes(path) &&
      !isSampleFile(path) &&
      left.some((home) => !kept.has(home) && isBelow(path, home)),
  );
}

function basesOf({ documents }: Project): string[] {
  return documents.flatMap((document) =>
    document.kind === "kamal-file" && document.destination === undefined ? [document.source.path] : [],
  );
}

/** The folder that holds `config/`. */
function homeOf(path: string): string {
  return posix.dirname(posix.dirname(path));
}

function isBelow(path: string, folder: string): boolean {
  return folder === "." || path.startsWith(`${folder}/`);
}
