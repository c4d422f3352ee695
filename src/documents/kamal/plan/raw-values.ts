/** The values that reach a shell unescaped: what is in them besides plain words, a shell acts on. */
import { entriesOf, itemsOf, type YamlMap, type YamlNode, type YamlScalar } from "../../yaml/yaml-node.ts";
import type { Major } from "./shell-words.ts";

/** One value, or one key, that becomes part of a command as it is written. */
export interface RawValue {
  readonly at: YamlScalar;
  /** `host`: the login shell of the SSH user, outside of any container. `deployer`: the shell of whoever runs Kamal. */
  readonly runsOn: "deployer" | "host";
  /** Where it is written, with `*` for names and `[]` for items of a list, e.g. `servers.*.cmd`. */
  readonly field: string;
  /** Quotes that Kamal puts around it, without escaping what is inside. */
  readonly quotes: "none" | "single";
}

/** `*` is any key, `[]` any item of a list, `<keys>` the keys themselves. A field that fits nothing gives nothing. */
const ON_HOSTS = [
  "service",
  "image",
  "registry.server",
  "volumes.[]",
  "asset_path",
  "labels.<keys>",
  "logging.options.<keys>",
  "env.<keys>",
  "env.clear.<keys>",
  "env.tags.*.<keys>",
  "env.tags.*.clear.<keys>",
  "servers.[]",
  "servers.[].<keys>",
  "servers.<keys>",
  "servers.*.[]",
  "servers.*.[].<keys>",
  "servers.*.hosts.[]",
  "servers.*.hosts.[].<keys>",
  "servers.*.cmd",
  "servers.*.asset_path",
  "servers.*.labels.<keys>",
  "servers.*.logging.options.<keys>",
  "servers.*.env.<keys>",
  "servers.*.env.clear.<keys>",
  "servers.*.options.<keys>",
  "accessories.<keys>",
  "accessories.*.service",
  "accessories.*.image",
  "accessories.*.host",
  "accessories.*.hosts.[]",
  "accessories.*.port",
  "accessories.*.cmd",
  "accessories.*.volumes.[]",
  "accessories.*.files.[]",
  "accessories.*.directories.[]",
  "accessories.*.labels.<keys>",
  "accessories.*.env.<keys>",
  "accessories.*.env.clear.<keys>",
  "accessories.*.options.<keys>",
] as const;

const ON_HOSTS_OF_KAMAL_2 = [
  "servers.*.options.restart",
  "accessories.*.options.restart",
  "accessories.*.network",
  "accessories.*.registry.server",
  ...["files", "directories"].flatMap((list) =>
    ["local", "remote", "mode", "owner", "options"].map((key) => `accessories.*.${list}.[].${key}`),
  ),
  ...["proxy.run", "servers.*.proxy.run", "accessories.*.proxy.run"].flatMap((run) => [
    ...["http_port", "https_port", "registry", "repository", "version", "log_max_size", "metrics_port"].map(
      (key) => `${run}.${key}`,
    ),
    `${run}.bind_ips.[]`,
    `${run}.options.<keys>`,
  ]),
] as const;

const ON_HOSTS_OF_KAMAL_1 = [
  "run_directory",
  "stop_wait_time",
  "healthcheck.cord",
  "servers.*.healthcheck.cord",
  "traefik.image",
  "traefik.host_port",
  "traefik.labels.<keys>",
  "traefik.env.<keys>",
  "traefik.env.clear.<keys>",
  "traefik.options.<keys>",
  "traefik.args.<keys>",
] as const;

const ON_DEPLOYER = [
  "hooks_path",
  "builder.context",
  "builder.dockerfile",
  "builder.target",
  "builder.ssh",
  "builder.cache.image",
  "builder.cache.options",
  "builder.args.<keys>",
  "ssh.user",
  "ssh.port",
  "ssh.proxy",
  "ssh.proxy_command",
] as const;

const ON_DEPLOYER_OF_KAMAL_2 = [
  "builder.arch",
  "builder.arch.[]",
  "builder.driver",
  "builder.provenance",
  "builder.sbom",
  "builder.pack.builder",
  "builder.pack.buildpacks.[]",
  "ssh.keys.[]",
  "ssh.config",
  "ssh.config.[]",
] as const;

const ON_DEPLOYER_OF_KAMAL_1 = ["builder.local.arch", "builder.remote.arch"] as const;

/** `'host=…'`: only a single quote gets out of it. */
const IN_SINGLE_QUOTES: Readonly<Record<Major, readonly string[]>> = {
  1: ["builder.local.host", "builder.remote.host"],
  2: ["builder.remote"],
};

/** What a field is, at the end of its path. */
type Leaf = Pick<RawValue, "field" | "runsOn" | "quotes">;

/** The paths of all fields, so that a configuration is walked once. */
interface Branch {
  readonly leaves: Leaf[];
  readonly inside: Map<string, Branch>;
}

const PATHS: Readonly<Record<Major | "either", Branch>> = {
  1: pathsOf(fieldsOf(1)),
  2: pathsOf(fieldsOf(2)),
  either: pathsOf(fieldsOfEither()),
};

function pathsOf(fields: readonly Leaf[]): Branch {
  const paths: Branch = { leaves: [], inside: new Map() };
  for (const leaf of fields) branchAt(paths, leaf.field).leaves.push(leaf);
  return paths;
}

function fieldsOf(major: Major): Leaf[] {
  const onHosts = [...ON_HOSTS, ...(major === 1 ? ON_HOSTS_OF_KAMAL_1 : ON_HOSTS_OF_KAMAL_2)];
  const onDeployer = [...ON_DEPLOYER, ...(major === 1 ? ON_DEPLOYER_OF_KAMAL_1 : ON_DEPLOYER_OF_KAMAL_2)];
  return [
    ...onHosts.map((field): Leaf => ({ field, runsOn: "host", quotes: "none" })),
    ...onDeployer.map((field): Leaf => ({ field, runsOn: "deployer", quotes: "none" })),
    ...IN_SINGLE_QUOTES[major].map((field): Leaf => ({ field, runsOn: "deployer", quotes: "single" })),
  ];
}

/** What both know, they know alike. */
function fieldsOfEither(): Leaf[] {
  const newer = fieldsOf(2);
  const known = new Set(newer.map(({ field }) => field));
  return [...newer, ...fieldsOf(1).filter(({ field }) => !known.has(field))];
}

function branchAt(paths: Branch, field: string): Branch {
  return field.split(".").reduce((branch, part) => {
    const next = branch.inside.get(part) ?? { leaves: [], inside: new Map() };
    branch.inside.set(part, next);
    return next;
  }, paths);
}

/** All of them, of one effective configuration; `either` for those that any major version takes so. */
export function rawValuesOf(root: YamlMap, major: Major | "either"): RawValue[] {
  const found: RawValue[] = [];
  collect(root, PATHS[major], found);
  return found;
}

function collect(node: YamlNode, { leaves, inside }: Branch, found: RawValue[]): void {
  if (node.kind === "scalar") {
    if (node.type !== "null") for (const leaf of leaves) found.push(rawValue(node, leaf));
    return;
  }
  const items = inside.get("[]");
  if (items) for (const item of itemsOf(node)) collect(item, items, found);
  const [keys, any] = [inside.get("<keys>"), inside.get("*")];
  for (const { key, value } of entriesOf(node)) {
    if (keys) for (const leaf of keys.leaves) found.push(rawValue(key, leaf));
    const named = inside.get(key.text);
    if (any) collect(value, any, found);
    if (named) collect(value, named, found);
  }
}

function rawValue(at: YamlScalar, { field, runsOn, quotes }: Leaf): RawValue {
  return { at, field, runsOn, quotes };
}
