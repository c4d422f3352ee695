/** The effective configuration of one destination: what `kamal -d <destination>` would work with. */
import { onceFor, onceWithin } from "../../source/once-for.ts";
import type { SourceText } from "../../source/source-text.ts";
import { get, isTrue, type YamlMap } from "../yaml/yaml-node.ts";
import { type Accessory, accessoriesOf } from "./accessories.ts";
import { type DockerFlag, dockerFlagsOf } from "./docker-flags.ts";
import { type DockerOptions, dockerOptionsOf } from "./docker-options.ts";
import type { KamalFile } from "./kamal-file.ts";
import { mergeFiles } from "./merge.ts";
import { type Mount, mountsOf } from "./mounts.ts";
import { type ProxiedPart, proxiedPartsOf } from "./proxies.ts";
import { type PublishedPort, publishedPortsOf } from "./published-ports.ts";
import { readRenderedYaml } from "./read-rendered-yaml.ts";
import { type Role, rolesOf } from "./servers.ts";

/** See the module comment. Values keep the file and place they were written at. */
export interface KamalConfiguration {
  readonly kind: "kamal-configuration";
  /** The base file. */
  readonly source: SourceText;
  /** Undefined when the base is deployed by itself. */
  readonly destination: string | undefined;
  /** Base first, then the destination's file. */
  readonly files: readonly KamalFile[];
  readonly root: YamlMap;
  readonly roles: readonly Role[];
  readonly accessories: readonly Accessory[];
  readonly proxied: readonly ProxiedPart[];
  readonly dockerOptions: readonly DockerOptions[];
  readonly dockerFlags: readonly DockerFlag[];
  readonly mounts: readonly Mount[];
  readonly publishedPorts: readonly PublishedPort[];
}

/** The configurations that a base and its destinations make. */
export function configurationsOf(base: KamalFile, destinations: readonly KamalFile[]): KamalConfiguration[] {
  const alone = destinations.length === 0 || isDeployableAlone(base) ? [aloneConfiguration(base)] : [];
  const merge = mergedWith(base);
  return [...alone, ...destinations.map((destination) => merge(destination))];
}

/** The same files make the same configuration, in every commit: what was said about it need not be found again. */
const aloneConfiguration: (base: KamalFile) => KamalConfiguration = onceFor(
  (base) => new Configuration([base], base.root),
);
const mergedWith: (base: KamalFile) => (destination: KamalFile) => KamalConfiguration = onceFor((base) =>
  onceWithin((destination) => mergedConfiguration(base, destination)),
);

/** Kamal 2 renders both files anew for each destination, with KAMAL_DESTINATION set. */
function mergedConfiguration(base: KamalFile, destination: KamalFile): KamalConfiguration {
  const [own, over] = [base, destination].map((file) => rootFor(file, destination.destination ?? ""));
  return new Configuration([base, destination], mergeFiles(own ?? base.root, over ?? destination.root));
}

function rootFor(file: KamalFile, destination: string): YamlMap {
  if (!file.source.text.includes("KAMAL_DESTINATION")) return file.root;
  const read = readRenderedYaml(file.source, { KAMAL_DESTINATION: destination });
  return "root" in read && read.root?.kind === "map" ? read.root : file.root;
}

/** Parts are read when somebody first asks for them: of a base, few are. */
class Configuration implements KamalConfiguration {
  readonly kind = "kamal-configuration";
  readonly source: SourceText;
  readonly destination: string | undefined;
  readonly files: readonly KamalFile[];
  readonly root: YamlMap;

  constructor(files: readonly [KamalFile, ...KamalFile[]], root: YamlMap) {
    this.source = files[0].source;
    this.destination = files.at(-1)?.destination;
    this.files = files;
    this.root = root;
  }

  get roles(): readonly Role[] {
    return rolesOf(this.root);
  }

  get accessories(): readonly Accessory[] {
    return accessoriesOf(this.root);
  }

  get proxied(): readonly ProxiedPart[] {
    return proxiedPartsOf(this.root);
  }

  get dockerOptions(): readonly DockerOptions[] {
    return dockerOptionsOf(this.root);
  }

  get dockerFlags(): readonly DockerFlag[] {
    return dockerFlagsOf(this.root);
  }

  get mounts(): readonly Mount[] {
    return mountsOf(this.root);
  }

  get publishedPorts(): readonly PublishedPort[] {
    return publishedPortsOf(this.root);
  }
}

/** A base without servers, or one that asks for a destination, is never deployed by itself. */
function isDeployableAlone(base: KamalFile): boolean {
  const hasHosts = rolesOf(base.root).some((role) => role.hosts.length > 0);
  return hasHosts && !isTrue(get(base.root, "require_destination"));
}
