/** The machines that take part in a deployment: servers, the bastion before them, the remote builder. */
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import { dig, isKnown, scalarOf, type YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import { isTemplateHost } from "../configuration/templates.ts";

/** One machine, at one of the places that name it. */
export interface Machine {
  readonly at: YamlScalar;
  /** Without user and port. */
  readonly name: string;
  readonly part: "server" | "bastion" | "builder";
}

/** All machines of a configuration, in the order of its sections. */
export function machinesOf({ root, roles, accessories }: KamalConfiguration): Machine[] {
  const servers = [
    ...roles.flatMap(({ hosts }) => hosts.map(({ name }) => name)),
    ...accessories.flatMap(({ hosts }) => hosts),
  ];
  const bastion = scalarOf(dig(root, "ssh", "proxy"));
  const builder = scalarOf(dig(root, "builder", "remote"));
  return [
    ...servers.map((at): Machine => ({ at, name: machineName(at), part: "server" })),
    ...(bastion ? [{ at: bastion, name: machineName(bastion), part: "bastion" } as const] : []),
    // Daemons without SSH are reported for that.
    ...(builder?.text.startsWith("ssh://")
      ? [{ at: builder, name: machineName(builder), part: "builder" } as const]
      : []),
  ];
}

/** The bare name or address of a host as written, in small letters. */
export function machineName({ text }: YamlScalar): string {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^ssh:\/\//, "")
    .replace(/^[^@]*@/, "")
    .replace(/\/.*$/, "");
  return /^\[/.test(name) || name.split(":").length > 2
    ? name.replace(/^\[([^\]]*)\].*$/, "$1")
    : name.replace(/:\d+$/, "");
}

/** False for what only Ruby knows, placeholders and tags that Kamal has no use for. */
export function isNamed({ at, name }: Machine): boolean {
  return isKnown(at) && !isTemplateHost(name) && (at.tag === undefined || at.tag.startsWith("tag:yaml.org"));
}
