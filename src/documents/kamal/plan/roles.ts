/** `servers`: the roles in the order Kamal takes them, their hosts and what decides how they run. */
import type { Deployment } from "./deployment.ts";
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
import { joined } from "./shell-words.ts";

/** One role. */
export interface DeployedRole {
  readonly name: string;
  /** Its own map; empty when the role is only a list of hosts. */
  readonly settings: RubyHash;
  /** Each host once, with its tags. */
  readonly tagsOfHosts: ReadonlyMap<string, readonly RubyValue[]>;
  readonly hosts: readonly string[];
  readonly isPrimary: boolean;
  /** `shop-web-staging`. */
  readonly containerPrefix: string;
}

const NONE: RubyHash = new Map();

/** All roles, sorted by name; a plain list of servers is the role `web`. */
export function deployedRoles(deployment: Deployment): DeployedRole[] {
  const servers = at(deployment.root, "servers");
  if (isArray(servers)) return [deployedRole("web", servers, deployment)];
  if (!isHash(servers)) return [];
  return [...servers]
    .map(([key, value]) => [keyText(key) ?? "", value] as const)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => deployedRole(name, value, deployment));
}

function deployedRole(name: string, value: RubyValue, deployment: Deployment): DeployedRole {
  const settings = isHash(value) ? value : NONE;
  const tagsOfHosts = new Map(toArray(isHash(value) ? at(value, "hosts") : value).flatMap(hostAndTags));
  return {
    name,
    settings,
    tagsOfHosts,
    hosts: [...tagsOfHosts.keys()],
    isPrimary: name === toText(or(at(deployment.root, "primary_role"), "web")),
    containerPrefix: joined([at(deployment.root, "service"), name, deployment.destination], "-"),
  };
}

/** `host`, or `{ host: tag }`, or `{ host: [tags] }`. */
function hostAndTags(host: RubyValue): (readonly [string, readonly RubyValue[]])[] {
  if (typeof host === "string") return [[host, []]];
  const [first] = isHash(host) ? host : [];
  return first ? [[keyText(first[0]) ?? "", toArray(first[1])]] : [];
}

/** Kamal 2: whether kamal-proxy stands before the role. */
export function isBehindProxy({ settings, isPrimary }: DeployedRole): boolean {
  const own = at(settings, "proxy");
  return isPrimary ? own !== false : isTruthy(own);
}

/** Kamal 1: whether Traefik stands before the role. */
export function isBehindTraefik({ settings, isPrimary }: DeployedRole): boolean {
  const own = at(settings, "traefik");
  return own === null ? isPrimary : isTruthy(own);
}

/** The role of the name `primary_role` gives. */
export function primaryRole(roles: readonly DeployedRole[]): DeployedRole | undefined {
  return roles.find(({ isPrimary }) => isPrimary);
}
