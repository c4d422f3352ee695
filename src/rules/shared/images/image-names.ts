/** What the name of an image says about where it comes from. */

/** The registry of names without one. */
export const DOCKER_HUB = "docker.io";

/** A name taken apart; `tag` is undefined when none is written. */
export interface ImageName {
  readonly registry: string;
  /** With namespace: `library/postgres`, `acme/tools/shop`. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly hasDigest: boolean;
}

/** Reads `[registry/]repository[:tag][@digest]` as Docker does. */
export function readImageName(text: string): ImageName {
  const [name = "", digest] = text.trim().split("@", 2);
  const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
  const path = (colon < 0 ? name : name.slice(0, colon)).split("/");
  const [first = ""] = path;
  const hasRegistry = path.length > 1 && /[.:]|^localhost$/.test(first);
  const registry = canonicalRegistry(hasRegistry ? first : "");
  const rest = hasRegistry ? path.slice(1) : path;
  const official = registry === DOCKER_HUB && rest.length === 1;
  return {
    registry,
    repository: (official ? ["library", ...rest] : rest).join("/").toLowerCase(),
    tag: colon < 0 ? undefined : name.slice(colon + 1),
    hasDigest: digest !== undefined,
  };
}

/** True when two servers, as written in configurations, are one registry. */
export function isSameRegistry(a: string, b: string): boolean {
  return canonicalRegistry(a) === canonicalRegistry(b);
}

/** The host of a registry; Docker Hub goes by many names. */
export function canonicalRegistry(server: string): string {
  const host = server
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/\/.*$/, "")
    .replace(/:443$/, "");
  return /^(?:|docker\.io|(?:index|registry|registry-1|registry\.hub|hub)\.docker\.(?:io|com))$/.test(host)
    ? DOCKER_HUB
    : host;
}
