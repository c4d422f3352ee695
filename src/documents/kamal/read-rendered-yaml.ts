/** ERB and YAML of a file, with what it takes to read files the way people write them. */
import type { SourceText } from "../../source/source-text.ts";
import { type RenderedErb, type RenderOptions, renderErb } from "../erb/render-erb.ts";
import { isYamlTrouble, parseYaml } from "../yaml/parse-yaml.ts";
import type { YamlNode } from "../yaml/yaml-node.ts";
import type { YamlTrouble } from "../yaml/yaml-trouble.ts";

/** The YAML of a file, before anybody knows whether it is Kamal's. */
export interface RenderedYaml {
  readonly rendered: RenderedErb;
  readonly root: YamlNode | undefined;
}

/** A file with more lines to indent than this is not written by a person. */
const MAX_INDENTED_LINES = 20;

/**
 * Renders and parses; `environment` holds variables that Kamal itself sets. A tag alone on its line may print any YAML; when
 * the file can't be read with a placeholder in its stead, it is read without it, and the tag is marked as left out.
 */
export function readRenderedYaml(
  source: SourceText,
  environment: Readonly<Record<string, string>> = {},
): RenderedYaml | YamlTrouble {
  const whole = readWith(source, { environment });
  if ("rendered" in whole || !source.text.includes("<%=")) return whole;
  const without = readWith(source, { environment, leaveOutLoneOutput: true });
  return "rendered" in without ? without : whole;
}

/** Lines inside brackets that the parser wants deeper are indented one after the other. */
function readWith(source: SourceText, options: RenderOptions): RenderedYaml | YamlTrouble {
  const rendered = renderErb(source, options);
  if (rendered.unclosed !== undefined) return neverClosed(rendered.unclosed);
  const parsed = parseYaml(rendered);
  if (!isYamlTrouble(parsed)) return { rendered, root: parsed.root };
  const { indented = [] } = options;
  const { looseFlowAt } = parsed;
  if (looseFlowAt === undefined || indented.includes(looseFlowAt) || indented.length >= MAX_INDENTED_LINES)
    return parsed;
  return readWith(source, { ...options, indented: [...indented, looseFlowAt].sort((a, b) => a - b) });
}

function neverClosed(at: number): YamlTrouble {
  return { reason: "has an ERB tag that is never closed with %>", span: { start: at, end: at + 2 } };
}
