/** All facts of one effective configuration. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { KamalMajor } from "../../documents/kamal/version/kamal-version.ts";
import { dig, entriesOf, get, type YamlMap } from "../../documents/yaml/yaml-node.ts";
import { mountFacts, optionFacts, portFacts } from "./container-facts.ts";
import { environmentFacts } from "./environment-facts.ts";
import { type Fact, partOf, type Reading } from "./fact.ts";
import { accessoryFacts, roleFacts } from "./part-facts.ts";
import { proxyFacts } from "./proxy-facts.ts";
import { majorFacts, rootFacts } from "./root-facts.ts";
import { traefikFacts } from "./traefik-facts.ts";

/** The facts, as that major version of Kamal sees them. */
export function deploymentFacts(
  configuration: KamalConfiguration,
  major: KamalMajor | undefined,
  reading: Reading,
): Fact[] {
  const { root } = configuration;
  const isOld = major === 1 || (major === undefined && get(root, "traefik") !== undefined);
  return [
    ...majorFacts(root, major),
    ...rootFacts(root, reading),
    ...configuration.roles.flatMap((role) => roleFacts(role, root, reading)),
    ...configuration.accessories.flatMap((accessory) => accessoryFacts(accessory, reading)),
    ...tagFacts(root, reading),
    ...portFacts(configuration),
    ...mountFacts(configuration),
    ...optionFacts(configuration, reading),
    ...(isOld ? traefikFacts(root, reading) : proxyFacts(configuration, root, reading)),
  ];
}

function tagFacts(root: YamlMap, reading: Reading): Fact[] {
  return entriesOf(dig(root, "env", "tags")).flatMap(({ key, value }) =>
    environmentFacts([value], partOf({ kind: "tag", name: key.text }), reading),
  );
}
