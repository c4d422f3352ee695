/** DKF-05: the image that everything is built on changes under the same name. */
import type { Stage } from "../../documents/dockerfile/dockerfile.ts";
import { readImageReference } from "../../documents/dockerfile/image-reference.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { buildsOf, keptStages, usedStages } from "../shared/images/built-images.ts";

/** Releases that go by a name instead of a number. */
const RELEASE_NAME =
  /(?:^|[-_.])(?:buster|bullseye|bookworm|trixie|forky|focal|jammy|noble|plucky|questing|resolute)(?:$|[-_.])/;

/** Tags that name a purpose and move with every release. */
const MOVING =
  /(?:^|[-_.])(?:latest|nightly|edge|master|main|canary|snapshot|dev|unstable|testing)(?:$|[-_.])/i;

export default defineRule({
  id: "unpinned-base",
  category: "dockerfile",
  severity: "medium",
  confidence: "high",
  title: "Base image without a fixed version",
  why: "The build takes whatever the registry calls by that name today, so a rebuild of the same commit can bring another system, or the work of whoever took over the image, to every server.",
  fix: "Name a version, such as `ruby:3.4-slim`, or better its digest.",
  references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  appliesTo: ["dockerfile"],
  *check(dockerfile, project) {
    const builds = buildsOf(dockerfile, project);
    const kept = keptStages(dockerfile, builds);
    const seen = new Set<string>();
    for (const stage of usedStages(dockerfile, builds)) {
      const { reference = "", stage: earlier } = stage.base;
      if (reference === "" || earlier !== undefined || reference === "scratch" || seen.has(reference))
        continue;
      const problem = judge(stage, reference, kept.has(stage));
      if (problem) seen.add(reference);
      if (problem) yield problem;
    }
  },
});

function judge({ base }: Stage, reference: string, isKept: boolean): Problem | undefined {
  const { tag, digest } = readImageReference(reference);
  if (digest !== undefined) return undefined;
  const severity = isKept ? "medium" : "low";
  if (tag === undefined)
    return {
      at: base,
      severity,
      message: "This image has no tag, so the build takes `latest`, whatever that is today.",
    };
  const shown = `\`${tag.slice(0, 100)}\``;
  if (MOVING.test(tag)) return { at: base, severity, message: `The tag ${shown} moves with every release.` };
  if (!/\d/.test(tag) && !RELEASE_NAME.test(tag))
    return {
      at: base,
      severity: "low",
      message: `The tag ${shown} names no version, so it moves with every release.`,
    };
  if (/^v?\d+(?:-[a-z]+)*$/.test(tag))
    return {
      at: base,
      severity: "info",
      message: `The tag ${shown} names a major version, whose releases change.`,
    };
  return undefined;
}
