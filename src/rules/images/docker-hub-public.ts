/** IMG-05: an application's image on Docker Hub, where repositories are public unless somebody made them private. */
import { dig, get, isKnown, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { applicationSourceOf } from "../shared/images/application-image.ts";
import { DOCKER_HUB } from "../shared/images/image-names.ts";

export default defineRule({
  id: "docker-hub-public",
  category: "images",
  severity: "info",
  confidence: "low",
  title: "Application image on Docker Hub",
  why: "Kamal pushes the image, with the whole source of the application in it, and Docker Hub makes a repository that does not exist yet with the first push: public, unless the account's default is private.",
  fix: "Make sure that the repository is private, or name a private registry under `registry.server`.",
  references: ["https://docs.docker.com/docker-hub/settings/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    const source = applicationSourceOf(root);
    const registry = get(root, "registry");
    const username = scalarOf(dig(registry, "username"));
    if (!source?.image || source.registry !== DOCKER_HUB || registry?.kind !== "map") return;
    if (source.namespace === "" || (username && !isKnown(username))) return;
    yield {
      at: source.image,
      message: "This image goes to Docker Hub, where a new repository is public by default.",
    };
  },
});
