/** The parts of an image reference: `registry.example.com:5000/acme/ruby:3.4-slim@sha256:…`. */

/** See the module comment. */
export interface ImageReference {
  /** Registry and path as written, without tag and digest. */
  readonly name: string;
  /** Undefined when none is written. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Splits a reference; a colon before the last slash belongs to a registry's port. */
export function readImageReference(reference: string): ImageReference {
  const [withoutDigest = "", digest] = reference.trim().split("@");
  const slash = withoutDigest.lastIndexOf("/");
  const colon = withoutDigest.indexOf(":", slash + 1);
  return {
    name: colon < 0 ? withoutDigest : withoutDigest.slice(0, colon),
    tag: colon < 0 ? undefined : withoutDigest.slice(colon + 1),
    digest,
  };
}

/** The name without Docker Hub's own prefixes: `docker.io/library/ruby` is `ruby`. */
export function shortImageName(name: string): string {
  return name.replace(/^(?:(?:index\.|registry\.(?:hub\.)?)?docker\.(?:io|com)\/)?(?:library\/)?/, "");
}
