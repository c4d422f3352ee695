/** One file of a Kamal configuration as it is written: the base, or what one destination adds. */
import type { SourceText } from "../../source/source-text.ts";
import type { RenderedErb } from "../erb/render-erb.ts";
import type { YamlMap, YamlNode } from "../yaml/yaml-node.ts";

/** See the module comment. */
export interface KamalFile {
  readonly kind: "kamal-file";
  readonly source: SourceText;
  /** Path of the base file this one belongs to; its own path for a base. */
  readonly basePath: string;
  /** Name as given to `kamal -d`; undefined for the base. */
  readonly destination: string | undefined;
  readonly rendered: RenderedErb;
  readonly root: YamlMap;
  /** Further documents of the file, behind a `---`: committed like the first, and read by nobody. */
  readonly later: readonly YamlNode[];
}

/**
 * Splits `config/deploy.staging.yml` into its base path and destination, as Kamal builds the name: the base's
 * extension is replaced by `.<destination>.yml`. Undefined when the name has no such part.
 */
export function splitDestination(path: string): { basePath: string; destination: string } | undefined {
  const match = /^(.*\/)?([^/]+?)\.([^/]+)\.yml$/.exec(path);
  if (!match) return undefined;
  const [, folder = "", stem = "", destination = ""] = match;
  return { basePath: `${folder}${stem}.yml`, destination };
}
