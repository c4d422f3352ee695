/** All facts of one effective configuration. */
import type { Accessory } from "../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { TRAEFIK } from "../../documents/kamal/owner.ts";
import type { Host, Role } from "../../documents/kamal/servers.ts";
import {
  dig,
  entriesOf,
  get,
  isFalse,
  isKnown,
  itemsOf,
  scalarOf,
  type YamlMap,
  type YamlNode,
} from "../../documents/yaml/yaml-node.ts";
import type { Place } from "../../source/source-text.ts";
import { mountFacts, optionFacts, portFacts } from "./container-facts.ts";
import { environmentFacts } from "./environment-facts.ts";
import { type Fact, nodeValue, PRESENT, partOf, plainValue, type Reading, scalarValue } from "./fact.ts";
import { proxyFacts } from "./proxy-facts.ts";
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

/** Keys of a role or an accessory with facts of their own. */
const SPECIAL_OF_PARTS: ReadonlySet<string> = new Set(
  [
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
  ].concat(["volumes", "directories"]),
);

/** What belongs to no part needs no words for it. */
export const DEPLOYMENT = "";

/** The facts. */
export function deploymentFacts(configuration: KamalConfiguration, reading: Reading): Fact[] {
  const { root } = configuration;
  return [
    ...rootFacts(root, reading),
    ...configuration.roles.flatMap((role) => roleFacts(role, root, reading)),
    ...configuration.accessories.flatMap((accessory) => accessoryFacts(accessory, reading)),
    ...tagFacts(root, reading),
    ...portFacts(configuration),
    ...mountFacts(configuration),
    ...optionFacts(configuration, reading),
    ...(get(root, "traefik") ? traefikFacts(root, reading) : proxyFacts(configuration, root, reading)),
  ];
}

function rootFacts(root: YamlMap, reading: Reading): Fact[] {
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

/** A list names secrets; a text is the credential itself and is not shown when it is the password. */
function registryFacts(registry: YamlNode | undefined, part: string, reading: Reading): Fact[] {
  return entriesOf(registry).flatMap(({ key, value }): Fact[] => {
    if (value.kind === "scalar" && value.type === "null") return [];
    const noun = key.text === "server" ? "the registry" : `the registry's ${key.text}`;
    const name = key.text === "username" || value.kind === "list" ? "" : key.text;
    const { compared, shown } = nodeValue(value, name, reading);
    const credential = key.text === "username" || key.text === "password";
    const from = value.kind === "list" ? `the secret ${shown ?? ""}` : "a text in clear";
    const shownValue = key.text === "password" ? from : credential && value.kind === "list" ? from : shown;
    return [
      {
        part,
        topic: "registry",
        name: `registry.${key.text}`,
        noun,
        manner: "setting",
        value: { compared: `${value.kind} ${compared}`, shown: shownValue },
        at: value,
      },
    ];
  });
}

function roleFacts(role: Role, root: YamlMap, reading: Reading): Fact[] {
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

function accessoryFacts({ owner, name, settings, image }: Accessory, reading: Reading): Fact[] {
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

function tagFacts(root: YamlMap, reading: Reading): Fact[] {
  return entriesOf(dig(root, "env", "tags")).flatMap(({ key, value }) =>
    environmentFacts([value], partOf({ kind: "tag", name: key.text }), reading),
  );
}

/** Kamal 1. */
function traefikFacts(root: YamlMap, reading: Reading): Fact[] {
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

const TRAEFIK_SPECIAL: ReadonlySet<string> = new Set([
  "traefik.options",
  "traefik.env",
  "traefik.host_port",
  "traefik.publish",
]);
