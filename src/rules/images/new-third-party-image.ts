/** IMG-02: a change brings in an image of somebody whom nobody here has trusted before. */
import type { Accessory } from "../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { dig, isKnown, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { applicationSourceOf, isLocalRegistry } from "../shared/images/application-image.ts";
import { type ImageName, readImageName } from "../shared/images/image-names.ts";
import { isKnownPublisher } from "../shared/images/known-publishers.ts";

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
    const earlier = new Map(before.accessories.map((accessory) => [accessory.name, accessory]));
    const severity = stakesOf(after.destination) === "production" ? "medium" : "low";
    for (const accessory of after.accessories) {
      const source = sourceOf(accessory);
      if (!source || isLocalRegistry(source.registry)) continue;
      if (known.has(publisherOf(source)) || isKnownPublisher(source)) continue;
      if (logsInElsewhere(accessory, earlier.get(accessory.name))) continue;
      yield* judge(accessory, earlier.get(accessory.name), source, severity);
    }
  },
});

/** The login of an accessory that goes to another registry is the graver thing to tell of. */
function logsInElsewhere(now: Accessory, earlier: Accessory | undefined): boolean {
  const [server, was] = [now, earlier].map((one) => scalarOf(dig(one?.settings, "registry", "server"))?.text);
  return earlier !== undefined && server !== undefined && server !== was;
}

/** The same image from another registry is a redirection, reported as such. */
function* judge(
  { image, name }: Accessory,
  earlier: Accessory | undefined,
  source: ImageName,
  severity: Severity,
): Iterable<Problem> {
  if (!image || earlier?.image?.text === image.text) return;
  const change = earlier ? "goes over to" : "brings in";
  const message = `This change ${change} an image of ${nameOf(source)}, from whom nothing came before.`;
  yield { at: image, severity, message, subject: name };
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
