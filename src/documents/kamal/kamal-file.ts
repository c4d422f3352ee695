/** One file of a Kamal configuration as it is written: the base, or what one destination adds. */
import type { SourceText } from "../../source/source-text.ts";
import { type RenderedErb, renderErb } from "../erb/render-erb.ts";
import { isYamlTrouble, parseYaml } from "../yaml/parse-yaml.ts";
import type { YamlMap, YamlNode } from "../yaml/yaml-node.ts";
import type { YamlTrouble } from "../yaml/yaml-trouble.ts";

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
}

/** ERB and YAML of a file, before anybody knows whether it is Kamal's. */
export interface RenderedYaml {
  readonly rendered: RenderedErb;
  readonly root: YamlNode | undefined;
}

/** Renders and parses; `environment` holds variables that Kamal itself sets. */
export function readRenderedYaml(
  source: SourceText,
  environment: Readonly<Record<string, string>> = {},
): RenderedYaml | YamlTrouble {
  const rendered = renderErb(source, environment);
  if (rendered.unclosed !== undefined) {
    return {
      reason: "has an ERB tag that is never closed with %>",
      span: { start: rendered.unclosed, end: rendered.unclosed + 2 },
    };
  }
  const parsed = parseYaml(rendered);
  return isYamlTrouble(parsed) ? parsed : { rendered, root: parsed.root };
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
