/** IMG-01: images whose content can change under the same name. */
import { dig, isKnown, scalarOf, scalarsOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";

export default defineRule({
  id: "mutable-tag",
  category: "images",
  severity: "low",
  confidence: "high",
  title: "Image without a fixed version",
  why: "Docker runs whatever the registry calls by that name at the next boot: a broken release, or the work of whoever took over the image.",
  fix: "Pin a full version, such as `postgres:17.2`, or better its digest.",
  references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  appliesTo: ["kamal-configuration"],
  *check({ root, accessories }) {
    for (const { image } of accessories) yield* judge(image, "low");
    // Kamal 1's Traefik answers the internet, and a buildpack's builder sees source and build secrets.
    yield* judge(scalarOf(dig(root, "traefik", "image")), "medium");
    yield* judge(scalarOf(dig(root, "builder", "pack", "builder")), "medium");
    for (const buildpack of scalarsOf(dig(root, "builder", "pack", "buildpacks"))) {
      if (isImage(buildpack)) yield* judge(buildpack, "medium");
    }
  },
});

/** A major version gets security fixes by itself, which many want; so it is only mentioned. */
function* judge(image: YamlScalar | undefined, severity: Severity): Iterable<Problem> {
  if (!image || !isKnown(image) || image.text.includes("@") || image.text.trim() === "") return;
  const tag = tagOf(image);
  if (tag === undefined) {
    const message = "The image has no tag, so Docker takes `latest`: whatever is newest at the next boot.";
    yield { at: image, severity, message };
  } else if (isMoving(tag)) {
    yield {
      at: image,
      severity,
      message: `The tag \`${tag}\` moves: what it names today is not what boots tomorrow.`,
    };
  } else if (/^(?:v|pg)?\d+(?:-[a-z]+[\d.]*)?$/.test(tag)) {
    yield {
      at: image,
      severity: "info",
      message: `The tag \`${tag}\` names a major version, whose releases change.`,
    };
  }
}

/** Names such as `paketo-buildpacks/ruby` are looked up inside the builder; only addresses are pulled. */
function isImage({ text }: YamlScalar): boolean {
  return /^docker:\/\/|^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//.test(text.trim());
}

/** Versions have digits; `latest`, `alpine`, `main` or `production` are whatever was pushed last. */
function isMoving(tag: string): boolean {
  return (
    !/\d/.test(tag) ||
    /(?:^|[-_.])(?:latest|nightly|edge|master|main|canary|snapshot|dev)(?:$|[-_.])/i.test(tag)
  );
}

/** Text after the last colon that isn't the port of a registry. */
function tagOf({ text }: YamlScalar): string | undefined {
  const name = text.trim().slice(text.trim().lastIndexOf("/") + 1);
  const colon = name.indexOf(":");
  return colon < 0 ? undefined : name.slice(colon + 1);
}
