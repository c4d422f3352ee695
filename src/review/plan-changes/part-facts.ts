/** Roles and accessories: their hosts, commands, variables and settings. */
import type { Accessory } from "../../documents/kamal/accessories.ts";
import type { Host, Role } from "../../documents/kamal/servers.ts";
import {
  get,
  isKnown,
  itemsOf,
  scalarOf,
  type YamlMap,
  type YamlNode,
} from "../../documents/yaml/yaml-node.ts";
import type { Place } from "../../source/source-text.ts";
import { environmentFacts } from "./environment-facts.ts";
import { type Fact, PRESENT, partOf, type Reading, scalarValue } from "./fact.ts";
import { registryFacts } from "./registry-facts.ts";
import { settingFacts } from "./setting-facts.ts";

/** Keys of a role or an accessory with facts of their own. */
const SPECIAL_OF_PARTS: ReadonlySet<string> = new Set([
  "hosts",
  "host",
  "cmd",
  "options",
  "env",
  "labels",
  "logging",
  "proxy",
  "image",
  "port",
  "asset_path",
  "volumes",
  "directories",
]);

/** A role; what the root says for all roles is its own. */
export function roleFacts(role: Role, root: YamlMap, reading: Reading): Fact[] {
  const part = partOf(role.owner);
  const { settings } = role;
  const place: Place = settings ?? get(root, "servers") ?? root;
  return [
    ...presence(part, `role \`${role.name}\``, place),
    ...role.hosts.map((host) => hostFact(host, part)),
    ...commandFacts(settings, part, reading),
    ...environmentFacts([get(root, "env"), get(settings, "env")], part, reading),
    ...sharedFacts(settings, root, part, reading),
    ...ownSettings(settings, part, reading),
  ];
}

function presence(part: string, noun: string, at: Place): Fact[] {
  return [{ part, topic: "deployment", name: "", noun, manner: "thing", value: PRESENT, at }];
}

function hostFact({ name, tags }: Host, part: string): Fact {
  const { line } = name.source.positionAt(name.span.start);
  const shown = isKnown(name) ? `\`${name.text}\`` : `decided by Ruby at line ${line}`;
  const compared = isKnown(name) ? name.text : name.source.text.slice(name.span.start, name.span.end);
  const tagged = tags.map(({ text }) => text).sort();
  const noun = `host ${shown}${tagged.length > 0 ? ` with ${tagged.map((tag) => `\`${tag}\``).join(", ")}` : ""}`;
  return {
    part,
    topic: "hosts",
    name: [compared, ...tagged].join(" "),
    noun,
    manner: "thing",
    value: PRESENT,
    at: name,
  };
}

function commandFacts(settings: YamlNode | undefined, part: string, reading: Reading): Fact[] {
  const cmd = scalarOf(get(settings, "cmd"));
  if (!cmd) return [];
  const value = scalarValue(cmd, "cmd", reading);
  return [{ part, topic: "command", name: "cmd", noun: "the command", manner: "setting", value, at: cmd }];
}

/** Labels, logging and assets: the root's with the part's own over them. */
function sharedFacts(settings: YamlNode | undefined, root: YamlMap, part: string, reading: Reading): Fact[] {
  const section = { part, topic: "settings", reading } as const;
  const merged = (key: string): Fact[] => {
    const facts = [get(root, key), get(settings, key)].flatMap((node) => settingFacts(node, key, section));
    return [...new Map(facts.map((fact) => [fact.name, fact])).values()];
  };
  return [...merged("labels"), ...merged("logging"), ...merged("asset_path")];
}

function ownSettings(settings: YamlNode | undefined, part: string, reading: Reading): Fact[] {
  return settingFacts(settings, "", { part, topic: "settings", reading }, SPECIAL_OF_PARTS);
}

/** An accessory. */
export function accessoryFacts({ owner, name, settings, image }: Accessory, reading: Reading): Fact[] {
  const part = partOf(owner);
  const hosts = [get(settings, "host"), ...itemsOf(get(settings, "hosts"))].flatMap(
    (host) => scalarOf(host) ?? [],
  );
  return [
    ...presence(part, `accessory \`${name}\``, settings),
    ...hosts.map((host) => hostFact({ name: host, tags: [] }, part)),
    ...settingFacts(image, "image", { part, topic: "image", reading }),
    ...commandFacts(settings, part, reading),
    ...environmentFacts([get(settings, "env")], part, reading),
    ...registryFacts(get(settings, "registry"), part, reading),
    ...settingFacts(get(settings, "labels"), "labels", { part, topic: "settings", reading }),
    ...settingFacts(
      settings,
      "",
      { part, topic: "settings", reading },
      new Set([...SPECIAL_OF_PARTS, "registry"]),
    ),
  ];
}
