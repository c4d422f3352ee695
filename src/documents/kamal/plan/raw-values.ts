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

/** All of them, of one effective configuration. */
export function rawValuesOf(root: YamlMap, major: Major): RawValue[] {
  const onHosts = [...ON_HOSTS, ...(major === 1 ? ON_HOSTS_OF_KAMAL_1 : ON_HOSTS_OF_KAMAL_2)];
  const onDeployer = [...ON_DEPLOYER, ...(major === 1 ? ON_DEPLOYER_OF_KAMAL_1 : ON_DEPLOYER_OF_KAMAL_2)];
  const found = (fields: readonly string[], runsOn: RawValue["runsOn"], quotes: RawValue["quotes"]) =>
    fields.flatMap((field) =>
      scalarsAt(root, field.split(".")).map((at): RawValue => ({ at, runsOn, field, quotes })),
    );
  return [
    ...found(onHosts, "host", "none"),
    ...found(onDeployer, "deployer", "none"),
    ...found(IN_SINGLE_QUOTES[major], "deployer", "single"),
  ];
}

function scalarsAt(node: YamlNode, [first, ...rest]: readonly string[]): YamlScalar[] {
  if (first === undefined) return node.kind === "scalar" && node.type !== "null" ? [node] : [];
  if (first === "<keys>") return entriesOf(node).map(({ key }) => key);
  const inside =
    first === "[]"
      ? itemsOf(node)
      : entriesOf(node)
          .filter(({ key }) => first === "*" || key.text === first)
          .map(({ value }) => value);
  return inside.flatMap((one) => scalarsAt(one, rest));
}
