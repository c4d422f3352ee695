/** `accessories`: their names, and where they run. */
import type { Deployment } from "./deployment.ts";
import { serviceOf } from "./deployment.ts";
import type { DeployedRole } from "./roles.ts";
import {
  at,
  isArray,
  isHash,
  isTruthy,
  keyText,
  or,
  type RubyHash,
  type RubyValue,
  toArray,
  toText,
} from "./ruby-value.ts";

/** One accessory. */
export interface DeployedAccessory {
  readonly name: string;
  readonly settings: RubyHash;
  /** Name of its container and of its folder on the host. */
  readonly service: string;
  /** Each host once. */
  readonly hosts: readonly string[];
}

/** All accessories, in the order of the file. */
export function deployedAccessories(
  deployment: Deployment,
  roles: readonly DeployedRole[],
): DeployedAccessory[] {
  const accessories = at(deployment.root, "accessories");
  if (!isHash(accessories)) return [];
  return [...accessories].flatMap(([key, settings]) => {
    const name = keyText(key) ?? "";
    if (!isHash(settings)) return [];
    const service = toText(or(at(settings, "service"), `${serviceOf(deployment)}-${name}`));
    return [{ name, settings, service, hosts: [...new Set(hostsOf(settings, deployment, roles))] }];
  });
}

/** The first of the placement keys that is there decides. */
function hostsOf(settings: RubyHash, deployment: Deployment, roles: readonly DeployedRole[]): string[] {
  const hostsOfRole = (name: RubyValue): readonly string[] =>
    roles.find((role) => role.name === toText(name))?.hosts ?? [];
  const { root } = deployment;
  if (settings.has("host")) return [toText(at(settings, "host"))];
  if (isTruthy(at(settings, "hosts"))) return toArray(at(settings, "hosts")).map(toText);
  if (settings.has("role")) return [...hostsOfRole(at(settings, "role"))];
  if (settings.has("roles")) return toArray(at(settings, "roles")).flatMap(hostsOfRole);
  if (settings.has("tag")) return hostsOfTag(at(settings, "tag"), root);
  return toArray(at(settings, "tags")).flatMap((tag) => hostsOfTag(tag, root));
}

/**
 * Kamal looks only into roles that are plain lists, and asks `include?` of what is written at the host: of one tag that is a
 * plain text it finds parts too, so `edge` finds `edge-eu`.
 */
function hostsOfTag(tag: RubyValue, root: RubyHash): string[] {
  const servers = at(root, "servers");
  if (!isHash(servers)) return [];
  return [...servers.values()].flatMap((hosts) =>
    isArray(hosts) ? hosts.flatMap((host) => (isHash(host) ? taggedHost(host, tag) : [])) : [],
  );
}

function taggedHost(host: RubyHash, tag: RubyValue): string[] {
  const [first] = host;
  if (!first) return [];
  const [key, tags] = first;
  const wanted = toText(tag);
  const found = isArray(tags) ? tags.some((one) => toText(one) === wanted) : toText(tags).includes(wanted);
  return found ? [keyText(key) ?? ""] : [];
}
