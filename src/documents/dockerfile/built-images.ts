/** Which Dockerfiles Kamal builds, from which folder and to which target. */
import { posix } from "node:path";
import type { KamalConfiguration } from "../kamal/configuration.ts";
import { dig, isKnown, scalarOf, type YamlScalar } from "../yaml/yaml-node.ts";

/** One image build of one configuration. */
export interface BuiltImage {
  readonly configuration: KamalConfiguration;
  /** Path of the Dockerfile inside the repository. */
  readonly dockerfile: string;
  /** Folder that COPY takes files from, "" for the root; undefined when it lies outside or only Ruby knows it. */
  readonly context: string | undefined;
  /** True when `builder.context` is written: then Kamal builds from the working folder, untracked files included. */
  readonly usesWorkingFolder: boolean;
  /** `builder.target`. */
  readonly target: string | undefined;
}

/** The build of a configuration; undefined when buildpacks build it or the Dockerfile's path can't be known. */
export function builtImageOf(configuration: KamalConfiguration): BuiltImage | undefined {
  const { root, source } = configuration;
  if (dig(root, "builder", "pack")) return undefined;
  const home = homeOf(source.path);
  const written = known(dig(root, "builder", "dockerfile"), "Dockerfile");
  const context = known(dig(root, "builder", "context"), ".");
  const dockerfile = written === undefined ? undefined : inside(home, written);
  if (dockerfile === undefined) return undefined;
  return {
    configuration,
    dockerfile,
    context: context === undefined ? undefined : inside(home, context),
    usesWorkingFolder: scalarOf(dig(root, "builder", "context")) !== undefined,
    target: scalarOf(dig(root, "builder", "target"))?.text,
  };
}

/** Kamal is started in the folder that holds `config/`, or `.kamal/` where people keep the configuration there. */
export function homeOf(configPath: string): string {
  return posix.dirname(configPath).replace(/(?:^|\/)(?:config(?:\/deploy)?|\.?kamal)$/, "");
}

function known(node: Parameters<typeof scalarOf>[0], otherwise: string): string | undefined {
  const value: YamlScalar | undefined = scalarOf(node);
  if (!value) return otherwise;
  return isKnown(value) ? value.text : undefined;
}

function inside(home: string, written: string): string | undefined {
  if (/^[/~]|\$|:\/\//.test(written)) return undefined;
  const path = posix.normalize(posix.join(home, written)).replace(/^\.?\/|\/$/g, "");
  return path.startsWith("..") ? undefined : path === "." ? "" : path;
}
