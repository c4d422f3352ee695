/** What holds for the deployment as a whole. */
import type { KamalMajor } from "../../documents/kamal/version/kamal-version.ts";
import { entriesOf, get, type YamlMap } from "../../documents/yaml/yaml-node.ts";
import { type Fact, plainValue, type Reading } from "./fact.ts";
import { registryFacts } from "./registry-facts.ts";
import { settingFacts } from "./setting-facts.ts";

/** Sections with facts of their own. */
const SPECIAL: ReadonlySet<string> = new Set([
  "service",
  "image",
  "servers",
  "accessories",
  "env",
  "labels",
  "logging",
  "volumes",
  "proxy",
  "registry",
  "builder",
  "ssh",
  "traefik",
  "asset_path",
]);

/** What belongs to no part needs no words for it. */
const DEPLOYMENT = "";

/** Which Kamal reads the configuration, when that is known. */
export function majorFacts(root: YamlMap, major: KamalMajor | undefined): Fact[] {
  if (major === undefined) return [];
  const noun = "the major version of Kamal";
  const value = plainValue(String(major));
  return [
    {
      part: DEPLOYMENT,
      topic: "deployment",
      name: "kamal",
      noun,
      manner: "setting",
      value,
      at: root,
      isDefault: true,
    },
  ];
}

/** The sections and settings at the root that belong to no part. */
export function rootFacts(root: YamlMap, reading: Reading): Fact[] {
  const section = (part: string, topic: Fact["topic"]) => ({ part, topic, reading });
  const others = entriesOf(root).filter(({ key }) => !SPECIAL.has(key.text) && !key.text.startsWith("x-"));
  return [
    ...settingFacts(get(root, "service"), "service", section(DEPLOYMENT, "deployment")),
    ...settingFacts(get(root, "image"), "image", section(DEPLOYMENT, "image")),
    ...registryFacts(get(root, "registry"), DEPLOYMENT, reading),
    ...settingFacts(get(root, "builder"), "builder", section(DEPLOYMENT, "builder")),
    ...settingFacts(get(root, "ssh"), "ssh", section(DEPLOYMENT, "ssh")),
    ...others.flatMap(({ key, value }) => settingFacts(value, key.text, section(DEPLOYMENT, "settings"))),
  ];
}
