/** Where a configuration's own image comes from: the registry and the namespace that Kamal puts before every version. */
import {
  dig,
  get,
  isKnown,
  scalarOf,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../../../documents/yaml/yaml-node.ts";
import { canonicalRegistry, DOCKER_HUB } from "./image-names.ts";

/** See the module comment. */
export interface ImageSource {
  readonly registry: string;
  /** Path without the image's own name: `acme`, `acme/tools`, or nothing. */
  readonly namespace: string;
  /** What says it, as far as it is written. */
  readonly server: YamlScalar | undefined;
  readonly image: YamlScalar | undefined;
}

/** The source of an image that is named in two parts, as the application's and, with a registry of its own, an accessory's. */
export function imageSourceOf(
  image: YamlNode | undefined,
  server: YamlNode | undefined,
): ImageSource | undefined {
  const name = scalarOf(image);
  const host = scalarOf(server);
  if (!name || !isKnown(name) || (host && !isKnown(host))) return undefined;
  const path = name.text.trim().toLowerCase().split("/");
  const inName = path.length > 1 && /[.:]|^localhost$/.test(path[0] ?? "");
  // Some write the registry twice, or only into the image's name.
  const prefix = (host?.text ?? "")
    .trim()
    .replace(/^https?:\/\//, "")
    .split("/")
    .slice(1)
    .filter((part) => part !== "");
  return {
    registry: canonicalRegistry(host?.text ?? (inName ? (path[0] ?? "") : DOCKER_HUB)),
    namespace: [...prefix, ...path.slice(inName ? 1 : 0, -1)].join("/"),
    server: host,
    image: name,
  };
}

/** The source of the application's image. */
export function applicationSourceOf(root: YamlMap): ImageSource | undefined {
  return imageSourceOf(get(root, "image"), dig(root, "registry", "server"));
}

/** Kamal runs such a registry itself and reaches it through the SSH connection. */
export function isLocalRegistry(registry: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(registry);
}
