/** Traefik, the proxy of Kamal 1. */
import { TRAEFIK } from "../../documents/kamal/owner.ts";
import { get, isFalse, scalarOf, type YamlMap } from "../../documents/yaml/yaml-node.ts";
import { environmentFacts } from "./environment-facts.ts";
import { type Fact, partOf, plainValue, type Reading } from "./fact.ts";
import { settingFacts } from "./setting-facts.ts";

/** Told by facts of their own. */
const TRAEFIK_SPECIAL: ReadonlySet<string> = new Set([
  "traefik.options",
  "traefik.env",
  "traefik.host_port",
  "traefik.publish",
]);

/** It listens on port 80 of every address unless the section says otherwise. */
export function traefikFacts(root: YamlMap, reading: Reading): Fact[] {
  const traefik = get(root, "traefik");
  const part = partOf(TRAEFIK);
  const port = scalarOf(get(traefik, "host_port"));
  const text = port?.text ?? "80";
  const published: Fact = {
    part,
    topic: "ports",
    name: `host_port ${text}`,
    noun: `port \`${text}\``,
    manner: "port",
    value: plainValue(""),
    at: port ?? traefik ?? root,
    isDefault: port === undefined,
  };
  return [
    ...(isFalse(get(traefik, "publish")) ? [] : [published]),
    ...environmentFacts([get(traefik, "env")], part, reading),
    ...settingFacts(traefik, "traefik", { part, topic: "proxy", reading }, TRAEFIK_SPECIAL),
  ];
}
