/**
 * Values that Kamal puts into command lines as they are, without quotes or escapes (lib/kamal/commands of Kamal 2.12; the
 * other values go through `Utils.escape_shell_value`). `cmd` and `ssh` are not among them: rules of their own judge those.
 */
import { onceFor } from "../../source/once-for.ts";
import {
  dig,
  entriesOf,
  get,
  itemsOf,
  scalarOf,
  scalarsOf,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { dockerOptionsOf } from "./docker-options.ts";
import { environmentsOf } from "./environments.ts";
import { registriesOf } from "./registries.ts";
import { rolesOf } from "./servers.ts";

/** One such value, or a key where keys are put in raw. */
export interface RawField {
  readonly at: YamlScalar;
  /** For sentences: "volume", "build context". */
  readonly what: string;
  /** Which shell sees it. */
  readonly shell: "host" | "deployer";
  /** The value stands inside single quotes. */
  readonly quoted: boolean;
}

/** All raw values of a configuration. */
export const rawFieldsOf: (root: YamlMap) => readonly RawField[] = onceFor(readRawFields);

function readRawFields(root: YamlMap): RawField[] {
  return [
    ...ofRoot(root),
    ...ofRoles(root),
    ...ofAccessories(root),
    ...ofProxies(root),
    ...ofBuilder(root),
    ...keysOf(root),
  ];
}

function field(
  node: YamlNode | undefined,
  what: string,
  shell: RawField["shell"] = "host",
  quoted = false,
): RawField[] {
  return scalarsOf(node).map((at) => ({ at, what, shell, quoted }));
}

function ofRoot(root: YamlMap): RawField[] {
  return [
    ...field(get(root, "service"), "service"),
    ...field(get(root, "image"), "image"),
    ...field(get(root, "volumes"), "volume"),
    ...field(get(root, "asset_path"), "asset path"),
    ...field(get(root, "hooks_path"), "path of the hooks", "deployer"),
    ...registriesOf(root).flatMap(({ server }) => field(server, "registry")),
  ];
}

function ofRoles(root: YamlMap): RawField[] {
  return rolesOf(root).flatMap(({ settings, hosts }) => [
    ...field(get(settings, "asset_path"), "asset path"),
    ...hosts.flatMap(({ name }) => field(name, "host")),
  ]);
}

function ofAccessories(root: YamlMap): RawField[] {
  return accessoriesOf(root).flatMap(({ settings, image, port }) => [
    ...field(image, "image"),
    ...field(port, "port"),
    ...field(get(settings, "service"), "service"),
    ...field(get(settings, "network"), "network"),
    ...field(get(settings, "volumes"), "volume"),
    ...["files", "directories"].flatMap((key) => itemsOf(get(settings, key)).flatMap(pathFields)),
  ]);
}

/** `local:remote[:options]`, or the hash form. */
function pathFields(item: YamlNode): RawField[] {
  const whole = scalarOf(item);
  const parts = ["local", "remote", "mode", "owner", "options"].map((key) => get(item, key));
  return [whole, ...parts].flatMap((node) => field(node, "path"));
}

const RUN = [
  "bind_ips",
  "http_port",
  "https_port",
  "registry",
  "repository",
  "version",
  "log_max_size",
  "metrics_port",
] as const;

function ofProxies(root: YamlMap): RawField[] {
  const parts = [root, ...[...rolesOf(root), ...accessoriesOf(root)].map(({ settings }) => settings)];
  return parts.flatMap((part) =>
    RUN.flatMap((key) => field(dig(part, "proxy", "run", key), `\`proxy.run.${key}\``)),
  );
}

function ofBuilder(root: YamlMap): RawField[] {
  const builder = get(root, "builder");
  const of = (what: string, ...keys: readonly string[]): RawField[] =>
    field(dig(builder, ...keys), what, "deployer");
  return [
    ...of("build context", "context"),
    ...of("Dockerfile", "dockerfile"),
    ...of("build target", "target"),
    ...of("build SSH setting", "ssh"),
    ...of("provenance setting", "provenance"),
    ...of("SBOM setting", "sbom"),
    ...of("build cache image", "cache", "image"),
    ...of("build cache option", "cache", "options"),
    ...of("build driver", "driver"),
    ...of("build architecture", "arch"),
    ...of("buildpack builder", "pack", "builder"),
    ...of("buildpack", "pack", "buildpacks"),
    ...field(get(builder, "remote"), "remote builder", "deployer", true),
  ];
}

/** Keys are put in raw even where their values are escaped. */
function keysOf(root: YamlMap): RawField[] {
  const parts = [root, ...[...rolesOf(root), ...accessoriesOf(root)].map(({ settings }) => settings)];
  return [
    ...environmentsOf(root).flatMap(({ clear }) => clear.flatMap(({ key }) => field(key, "variable name"))),
    ...dockerOptionsOf(root).flatMap(({ options }) => keyFields(options, "docker option")),
    ...parts.flatMap((part) => keyFields(get(part, "labels"), "label name")),
    ...parts.flatMap((part) => keyFields(dig(part, "logging", "options"), "log option")),
    ...entriesOf(dig(root, "builder", "args")).flatMap(({ key }) => field(key, "build argument", "deployer")),
  ];
}

function keyFields(map: YamlNode | undefined, what: string): RawField[] {
  return entriesOf(map).flatMap(({ key }) => field(key, what));
}
