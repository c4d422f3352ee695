/**
 * The words in which Kamal's configuration is described. One description serves two readers: the validation, which must agree with
 * Kamal to the letter, and the JSON Schema for editors.
 */

/** What a value may look like. */
export type Shape =
  /** Kamal's "string": numbers, booleans and symbols pass too. */
  | { readonly kind: "text"; readonly oneOf?: readonly string[] }
  | { readonly kind: "integer"; readonly atLeast?: number }
  | { readonly kind: "boolean" }
  /** A list of texts. */
  | { readonly kind: "texts" }
  | { readonly kind: "text-or-texts" }
  /** `ssh.config`: a boolean, a path, or paths. */
  | { readonly kind: "boolean-text-or-texts" }
  /** A list of hosts, each a text or `host: tag` or `host: [tags]`. */
  | { readonly kind: "hosts" }
  /** Files or directories of an accessory: `local:remote` or a map. */
  | { readonly kind: "paths" }
  /** Any keys, each with a text: labels. */
  | { readonly kind: "text-map"; readonly reserved?: readonly string[] }
  /** Any keys with any values: docker options, build arguments. `restart` has a form of its own. */
  | { readonly kind: "any-map" }
  /** `proxy.ssl`: a boolean, or the names of two secrets. */
  | { readonly kind: "ssl" }
  | { readonly kind: "hooks-output" }
  /** A user name or password: text, or a list with the name of one secret. */
  | { readonly kind: "credential" }
  /** A part whose keys Kamal knows. */
  | { readonly kind: "section"; readonly section: Section }
  /** A part that Kamal reads later on: here it only has to be a map, or one of the other forms named. */
  | {
      readonly kind: "later";
      readonly section: SectionName;
      readonly boolean?: boolean;
      readonly list?: boolean;
    };

/** Parts of the configuration that Kamal validates as a whole, in an order of its own. */
export type SectionName =
  | "servers"
  | "registry"
  | "env"
  | "accessories"
  | "aliases"
  | "boot"
  | "builder"
  | "healthcheck"
  | "logging"
  | "output"
  | "proxy"
  | "ssh"
  | "sshkit"
  | "traefik";

/** One form of a key, in the releases that know it. */
export interface Setting {
  readonly shape: Shape;
  /** For people: what it does. One sentence. */
  readonly about: string;
  /** First release with it; known from the start when absent. */
  readonly since?: string;
  /** First release without it. */
  readonly until?: string;
}

/** Keys of a part; several settings when the meaning changed between releases. */
export type Section = Readonly<Record<string, Setting | readonly Setting[]>>;

/** The settings of a key, oldest first. */
export function settingsOf(section: Section, key: string): readonly Setting[] {
  const found = Object.hasOwn(section, key) ? section[key] : undefined;
  if (found === undefined) return [];
  return isList(found) ? found : [found];
}

function isList(found: Setting | readonly Setting[]): found is readonly Setting[] {
  return Array.isArray(found);
}

/** Shapes without anything to say about themselves. */
export const TEXT: Shape = { kind: "text" };
export const INTEGER: Shape = { kind: "integer" };
export const BOOLEAN: Shape = { kind: "boolean" };
export const TEXTS: Shape = { kind: "texts" };
export const HOSTS: Shape = { kind: "hosts" };
export const PATHS: Shape = { kind: "paths" };
export const ANY_MAP: Shape = { kind: "any-map" };
export const TEXT_MAP: Shape = { kind: "text-map" };

/** A part inside a part. */
export function part(section: Section): Shape {
  return { kind: "section", section };
}

/** A part that is validated later. */
export function later(section: SectionName, also: { boolean?: boolean; list?: boolean } = {}): Shape {
  return { kind: "later", section, ...also };
}
