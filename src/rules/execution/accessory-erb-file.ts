/** EXE-11: an accessory's template that runs as Ruby and can't be reviewed. */
import { posix } from "node:path";
import { accessoryFilesOf } from "../../documents/kamal/accessory-files.ts";
import { isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { destinationOf } from "../shared/configuration/leads-out.ts";

export default defineRule({
  id: "accessory-erb-file",
  category: "execution",
  severity: "medium",
  confidence: "high",
  title: "Template of an accessory that nobody can review",
  why: "Kamal runs every accessory file whose name ends in `erb` as Ruby on the machine that deploys, since 2.10 with all secrets of the accessory in its environment.",
  fix: 'Commit the template and name it by its path in the repository, with nothing but `<%= ENV["NAME"] %>` in it.',
  references: ["https://kamal-deploy.org/docs/configuration/accessories/#copying-files"],
  appliesTo: ["kamal-configuration"],
  *check({ root, source }, project) {
    const listing = project.documents.find((document) => document.kind === "repository");
    for (const { at, local } of accessoryFilesOf(root)) {
      if (!local.endsWith("erb")) continue;
      if (!isKnown(at)) yield { at, message: "Ruby decides which file it runs here as a template." };
      else if (destinationOf(local, source.path) !== "inside")
        yield { at, message: "This template runs as Ruby and lies outside the repository." };
      else if (listing && !listing.paths.has(pathOf(local, source.path)))
        yield { at, message: "This template runs as Ruby and is not in the repository." };
    }
  },
});

function pathOf(local: string, configPath: string): string {
  return posix.join(posix.dirname(configPath).replace(/(?:^|\/)config$/, ""), local);
}
