/** Every machine and website of a project, to tell its own addresses from foreign ones. */
import type { Project } from "../../../documents/project.ts";
import { isKnown } from "../../../documents/yaml/yaml-node.ts";
import { isNamed, machineName, machinesOf } from "./machines.ts";

/** The names and addresses that its configurations spell out, of all destinations. */
export function projectHosts({ documents }: Project): string[] {
  const configurations = documents.filter((document) => document.kind === "kamal-configuration");
  return configurations.flatMap((configuration) => [
    ...machinesOf(configuration)
      .filter(isNamed)
      .map(({ name }) => name),
    ...configuration.proxied.flatMap(({ hosts }) => hosts.filter(isKnown).map(machineName)),
  ]);
}
