/** IMG-01: images whose content can change under the same name. */
import { dig, isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";

const MOVING_TAGS =
  /^(?:latest|master|main|edge|nightly|dev(?:elop(?:ment)?)?|stable|current|rolling|canary|snapshot|head)$/i;

export default defineRule({
  id: "mutable-tag",
  category: "images",
  severity: "medium",
  confidence: "high",
  title: "Image without a fixed version",
  why: "Docker runs whatever the registry calls by that name at the next boot: a broken release, or the work of whoever took over the image.",
  fix: "Pin a full version, such as `postgres:17.2`, or better its digest.",
  references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  appliesTo: ["kamal-configuration"],
  *check({ root, accessories }) {
    const others = [dig(root, "traefik", "image"), dig(root, "builder", "pack", "builder")].map(scalarOf);
    for (const image of [...accessories.map((accessory) => accessory.image), ...others]) {
      if (!image || !isKnown(image) || image.text.includes("@")) continue;
      const tag = tagOf(image);
      if (tag === undefined) {
        yield {
          at: image,
          message: "The image has no tag, so Docker takes `latest`: whatever is newest at the next boot.",
        };
      } else if (MOVING_TAGS.test(tag)) {
        yield {
          at: image,
          message: `The tag \`${tag}\` moves: what it names today is not what boots tomorrow.`,
        };
      }
    }
  },
});

/** Text after the last colon that isn't the port of a registry. */
function tagOf({ text }: YamlScalar): string | undefined {
  const name = text.slice(text.lastIndexOf("/") + 1);
  const colon = name.indexOf(":");
  return colon < 0 ? undefined : name.slice(colon + 1);
}
