/** Which part of a configuration a setting belongs to. */

/** `name` is the role's, accessory's or tag's name; empty for the parts that exist once. */
export interface Owner {
  readonly kind: "root" | "role" | "accessory" | "tag" | "proxy" | "traefik";
  readonly name: string;
}

/** The parts that exist once. */
export const ROOT: Owner = { kind: "root", name: "" };
export const PROXY: Owner = { kind: "proxy", name: "" };
export const TRAEFIK: Owner = { kind: "traefik", name: "" };

/** "The container of role web", "The proxy container": to start a sentence with. */
export function describeContainer(owner: Owner): string {
  if (owner.kind === "root") return "Every role's container";
  if (owner.kind === "proxy") return "The proxy container";
  return owner.kind === "traefik" ? "The Traefik container" : `The container of ${describeOwner(owner)}`;
}

/** "role web", "accessory db", "the proxy container": for sentences. */
export function describeOwner(owner: Owner): string {
  if (owner.kind === "root") return "every role";
  if (owner.kind === "proxy") return "the proxy container";
  if (owner.kind === "traefik") return "the Traefik container";
  return `${owner.kind} ${owner.name}`;
}
