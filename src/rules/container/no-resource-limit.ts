/** CTR-11: containers without a bound on memory. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { setsFlag } from "../../documents/kamal/docker-options.ts";
import { describeContainer, type Owner } from "../../documents/kamal/owner.ts";
import { entryOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { optionsOfOwner } from "../shared/configuration/parts.ts";

export default defineRule({
  id: "no-resource-limit",
  category: "container",
  severity: "info",
  confidence: "high",
  title: "Container without a memory limit",
  why: "One leak or one flood of requests then takes all memory of the host, and the kernel stops whatever it finds: the database, the proxy, sshd.",
  fix: "Set `options: { memory: 1g }`, with what the container needs at its busiest.",
  references: ["https://docs.docker.com/engine/containers/resource_constraints/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    if (stakesOf(configuration.destination) !== "production") return;
    const [first, ...others] = unbounded(configuration);
    const section = first?.kind === "role" ? "servers" : "accessories";
    const at = entryOf(configuration.root, section)?.key;
    if (!first || !at) return;
    const more =
      others.length > 0
        ? `, nor ${others.length === 1 ? "has another one" : `have ${others.length} others`}`
        : "";
    yield { at, message: `${describeContainer(first)} has no memory limit${more}.` };
  },
});

/** Once for each file is enough, so the first one speaks for all. */
function unbounded(configuration: KamalConfiguration): Owner[] {
  return [...configuration.roles, ...configuration.accessories]
    .map(({ owner }) => owner)
    .filter((owner) => !setsFlag(optionsOfOwner(owner, configuration), "memory", "m"));
}
