/** Which of Kamal's two major versions a configuration is written for. */
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import type { Project } from "../../../documents/project.ts";
import {
  dig,
  entriesOf,
  entryOf,
  get,
  scalarOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from "../../../documents/yaml/yaml-node.ts";

const ROOT_KEYS_OF_1 = ["traefik", "healthcheck", "stop_wait_time"];
const ROOT_KEYS_OF_2 =
  "proxy aliases deploy_timeout drain_timeout error_pages_path secrets_path hooks_output output stop_timeout".split(
    " ",
  );
const BUILDER_KEYS_OF_2 = "arch driver pack provenance sbom".split(" ");

/** Keys that only Kamal 1 knows, in file order. */
export function keysOfKamal1(root: YamlMap): YamlEntry[] {
  const builder = get(root, "builder");
  return [
    ...found(root, ROOT_KEYS_OF_1),
    ...found(builder, ["multiarch"]),
    ...found(builder, ["local", "remote"]).filter(({ value }) => value.kind === "map"),
    ...entriesOf(get(root, "servers")).flatMap(({ value }) => found(value, ["traefik", "healthcheck"])),
  ];
}

/** Keys that only Kamal 2 knows. */
export function keysOfKamal2(root: YamlMap): YamlEntry[] {
  return [
    ...found(root, ROOT_KEYS_OF_2),
    ...found(get(root, "builder"), BUILDER_KEYS_OF_2),
    ...found(get(root, "ssh"), ["config", "forward_agent"]),
    ...entriesOf(get(root, "accessories")).flatMap(({ value }) =>
      found(value, ["proxy", "registry", "network"]),
    ),
  ];
}

function found(map: YamlNode | undefined, keys: readonly string[]): YamlEntry[] {
  return keys.flatMap((key) => entryOf(map, key) ?? []);
}

/** What the files around tell: the locked gem, secrets files, `minimum_version`. Keys have no say. */
export function installedMajor({ root }: KamalConfiguration, { documents }: Project): number | undefined {
  const minimum = Number(scalarOf(dig(root, "minimum_version"))?.text.split(".")[0] ?? Number.NaN);
  if (minimum >= 2) return minimum;
  const gems = documents.flatMap((document) => (document.kind === "gemfile-lock" ? document.gems : []));
  const kamal = gems.find(({ name }) => name === "kamal");
  if (kamal) return Number(kamal.version.split(".")[0]);
  return documents.some(({ kind }) => kind === "secrets-file") ? 2 : undefined;
}
