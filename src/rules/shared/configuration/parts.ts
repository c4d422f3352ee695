/** The parts of a configuration by their owner. */
import type { Accessory } from "../../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import type { DockerOptions } from "../../../documents/kamal/docker-options.ts";
import { type Environment, environmentsOf } from "../../../documents/kamal/environments.ts";
import type { Owner } from "../../../documents/kamal/owner.ts";
import type { Role } from "../../../documents/kamal/servers.ts";
import { onceFor } from "../../../source/once-for.ts";

/** A name for an owner that tells it from every other one. */
export function ownerKey({ kind, name }: Owner): string {
  return `${kind} ${name}`;
}

const accessoriesByOwner = onceFor((accessories: readonly Accessory[]) => byOwner(accessories));
const rolesByOwner = onceFor((roles: readonly Role[]) => byOwner(roles));
const optionsByOwner = onceFor((options: readonly DockerOptions[]) => grouped(options));
const environmentsByOwner = onceFor(({ root }: KamalConfiguration) => grouped(environmentsOf(root)));

/** The accessory an owner is. */
export function accessoryOf(owner: Owner, accessories: readonly Accessory[]): Accessory | undefined {
  return accessoriesByOwner(accessories).get(ownerKey(owner));
}

/** The role an owner is. */
export function roleOf(owner: Owner, roles: readonly Role[]): Role | undefined {
  return rolesByOwner(roles).get(ownerKey(owner));
}

/** The `options` maps of an owner. */
export function optionsOfOwner(
  owner: Owner,
  { dockerOptions }: KamalConfiguration,
): readonly DockerOptions[] {
  return optionsByOwner(dockerOptions).get(ownerKey(owner)) ?? [];
}

/** The `env` sections of an owner. */
export function environmentsOfOwner(owner: Owner, configuration: KamalConfiguration): readonly Environment[] {
  return environmentsByOwner(configuration).get(ownerKey(owner)) ?? [];
}

type Owned = { readonly owner: Owner };

function byOwner<Part extends Owned>(parts: readonly Part[]): Map<string, Part> {
  return new Map(parts.map((part) => [ownerKey(part.owner), part]));
}

function grouped<Part extends Owned>(parts: readonly Part[]): Map<string, Part[]> {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const group = groups.get(ownerKey(part.owner));
    if (group) group.push(part);
    else groups.set(ownerKey(part.owner), [part]);
  }
  return groups;
}
