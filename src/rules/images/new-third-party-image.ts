/** IMG-02: a change brings in an image of somebody whom nobody here has trusted before. */
import type { Accessory } from "../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { dig, isKnown, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import { applicationSourceOf } from "../shared/application-image.ts";
import { type ImageName, readImageName } from "../shared/image-names.ts";
import { isKnownPublisher } from "../shared/known-publishers.ts";

export default defineChangeRule({
  id: "new-third-party-image",
  category: "images",
  severity: "medium",
  confidence: "medium",
  title: "Image of a new publisher",
  why: "Kamal runs `docker run … IMAGE` beside the application, on its network and with the accessory's secrets: a look-alike or abandoned image of a private account reads them and talks to every other container.",
  fix: "Check who publishes the image, prefer an official one, and pin its digest.",
  references: ["https://docs.docker.com/docker-hub/image-library/trusted-content/"],
  compares: "kamal-configuration",
  *compare(before, after) {
    const known = publishersOf(before);
    for (const accessory of after.accessories) yield* judge(accessory, known, before, after);
  },
});

function* judge(
  accessory: Accessory,
  known: ReadonlySet<string>,
  before: KamalConfiguration,
  after: KamalConfiguration,
): Iterable<Problem> {
  const { image, name } = accessory;
  const source = sourceOf(accessory);
  if (!image || !source || known.has(publisherOf(source)) || isKnownPublisher(source)) return;
  // The same image from another registry is a redirection, reported as such.
  const earlier = before.accessories.find((other) => other.name === name);
  if (earlier && earlier.image?.text === image.text) return;
  const change = earlier ? "changes to" : "brings in";
  yield {
    at: image,
    severity: stakesOf(after.destination) === "production" ? "medium" : "low",
    message: `This change ${change} an image of ${nameOf(source)}, whom nothing here came from before.`,
    subject: name,
  };
}

/** Whoever publishes something that runs here already, the application included. */
function publishersOf({ root, accessories }: KamalConfiguration): Set<string> {
  const own = applicationSourceOf(root);
  const sources = accessories.flatMap((accessory) => sourceOf(accessory) ?? []);
  const ours = own ? [`${own.registry}/${own.namespace.split("/")[0]}`] : [];
  return new Set([...sources.map(publisherOf), ...ours]);
}

function sourceOf({ image, settings }: Accessory): ImageName | undefined {
  const server = scalarOf(dig(settings, "registry", "server"));
  if (!image || !isKnown(image) || (server && !isKnown(server)) || image.text.trim() === "") return undefined;
  return readImageName(server ? `${server.text.replace(/^https?:\/\//, "")}/${image.text}` : image.text);
}

function publisherOf({ registry, repository }: ImageName): string {
  return `${registry}/${repository.split("/")[0]}`;
}

function nameOf(source: ImageName): string {
  const name = publisherOf(source);
  return /^[\w./:-]{1,120}$/.test(name) ? `\`${name}\`` : "somebody";
}
