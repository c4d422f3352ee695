/** `proxy`: what a role or an accessory ends up with, and which `run` settings count for a host. */
import type { DeployedAccessory } from "./accessories.ts";
import type { Deployment } from "./deployment.ts";
import { type DeployedRole, isBehindProxy } from "./roles.ts";
import { at, deepMerged, isHash, isPresent, type RubyHash, type RubyValue } from "./ruby-value.ts";

const NONE: RubyHash = new Map();

/** A role's own settings over the root's. */
export function roleProxy({ settings }: DeployedRole, { root }: Deployment): RubyHash {
  return deepMerged(hashOr(at(root, "proxy")), hashOr(at(settings, "proxy")));
}

/** An accessory's proxy settings, which nothing is merged into; undefined when it has none. */
export function accessoryProxy({ settings }: DeployedAccessory): RubyHash | undefined {
  const own = at(settings, "proxy");
  return isHash(own) && own.size > 0 ? own : undefined;
}

/** Hosts that run kamal-proxy, in Kamal's order, each with the `run` settings it is started with. */
export function proxyHosts(
  roles: readonly DeployedRole[],
  accessories: readonly DeployedAccessory[],
  deployment: Deployment,
): Map<string, RubyHash | undefined> {
  const proxied = [
    ...roles.filter(isBehindProxy).map((role) => ({ hosts: role.hosts, proxy: roleProxy(role, deployment) })),
    ...accessories.flatMap((accessory) => {
      const proxy = accessoryProxy(accessory);
      return proxy ? [{ hosts: accessory.hosts, proxy }] : [];
    }),
  ];
  const runs = new Map<string, RubyHash | undefined>();
  for (const { hosts, proxy } of proxied) {
    const run = runOf(proxy);
    for (const host of hosts) runs.set(host, runs.get(host) ?? run);
  }
  return runs;
}

function runOf(proxy: RubyHash): RubyHash | undefined {
  const run = at(proxy, "run");
  return isHash(run) && isPresent(run) ? run : undefined;
}

function hashOr(value: RubyValue): RubyHash {
  return isHash(value) ? value : NONE;
}
