/** VER-02: every deployment takes the Kamal that is newest at that moment. */
import { posix } from "node:path";
import type { Gemfile } from "../../documents/gemfile/gemfile.ts";
import type { Project } from "../../documents/project.ts";
import { isGemVersion } from "../../documents/versions/gem-version.ts";
import { NEWEST_KAMAL } from "../../documents/versions/known-versions.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { type KamalInstall, kamalInstalls } from "../shared/scripts/kamal-installs.ts";
import { kamalImages } from "../shared/workflows/workflow-images.ts";

export default defineRule({
  id: "kamal-unpinned",
  category: "versions",
  severity: "low",
  confidence: "high",
  title: "Kamal without a fixed version",
  why: "The deployment runs whatever release came out last, with all secrets at hand: one that was taken over, or one that reads the configuration differently than the one it was reviewed for.",
  fix: `Pin it: \`gem install kamal -v ${NEWEST_KAMAL}\`, \`ghcr.io/basecamp/kamal:v${NEWEST_KAMAL}\`, or a committed Gemfile.lock.`,
  references: ["https://kamal-deploy.org/docs/installation/"],
  appliesTo: ["shell-script", "workflow", "gemfile"],
  // any gem that hooks and scripts install without a version is a matter of runtime-install
  *check(document, project) {
    if (document.kind === "gemfile") yield* judgeGemfile(document, project);
    else if (document.kind === "workflow") yield* kamalImages(document).flatMap(judge);
    else if (document.role !== "dockerfile")
      yield* kamalInstalls(document)
        .filter(({ how }) => how === "image" || document.role === "workflow")
        .flatMap(judge);
  },
});

function judge({ how, at, version, isDynamic, source }: KamalInstall): Problem[] {
  // installed from elsewhere is a graver matter, and reported as such
  if (isDynamic || source) return [];
  if (how === "gem") return version ? [] : [{ at, message: "This installs the newest Kamal of the moment." }];
  const isMoving = version === undefined || /^(?:latest|main|master|edge)$/.test(version.text);
  return isMoving ? [{ at, severity: "medium", message: "This image is whatever was published last." }] : [];
}

/** Without a lock file Bundler resolves anew on every machine. */
function* judgeGemfile({ gems, source }: Gemfile, { documents }: Project): Iterable<Problem> {
  const repository = documents.find((document) => document.kind === "repository");
  const folder = posix.dirname(source.path);
  const lock = source.path.endsWith("gems.rb") ? "gems.locked" : `${posix.basename(source.path)}.lock`;
  if (!repository || repository.paths.has(posix.join(folder, lock))) return;
  for (const gem of gems) {
    const isExact = gem.requirements.some((text) => isGemVersion(text.replace(/^=\s*/, "")));
    if (gem.name !== "kamal" || isExact || gem.options.some(({ name }) => name === "path")) continue;
    yield {
      at: gem,
      severity: "medium",
      message: "No lock file is committed, so each machine picks a Kamal of its own.",
    };
  }
}
