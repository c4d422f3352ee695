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
  /** What stands behind a further `---`, which Kamal doesn't read. */
  readonly later: readonly YamlNode[];
}

/** A file with more lines to indent than this is not written by a person. */
const MAX_INDENTED_LINES = 20;

/** From what keeps most of a file to what leaves out more; for files without Ruby, nothing is left out. */
const ATTEMPTS: readonly { readonly needs: RegExp; readonly options: RenderOptions }[] = [
  { needs: /<%=/, options: { leaveOutLoneOutput: true } },
  { needs: /<%-?\s*(?:else|elsif|when)\b/, options: { firstBranches: true } },
  { needs: /<%-?\s*(?:else|elsif|when)\b/, options: { firstBranches: true, leaveOutLoneOutput: true } },
];

/**
 * Renders and parses; `environment` holds variables that Kamal itself sets. A tag alone on its line may print any YAML, and the
 * branches of an `if` need not make YAML together; when the file can't be read as a whole, it is read without such pieces, and
 * their tags are marked as left out.
 */
export function readRenderedYaml(
  source: SourceText,
  environment?: Readonly<Record<string, string>>,
): RenderedYaml | YamlTrouble {
  const known = environment && { environment };
  const whole = readWith(source, known);
  if ("rendered" in whole || !source.text.includes("<%")) return whole;
  for (const { needs, options } of ATTEMPTS) {
    if (!needs.test(source.text)) continue;
    const without = readWith(source, { ...known, ...options });
    if ("rendered" in without) return without;
  }
  return whole;
}

/** Lines inside brackets that the parser wants deeper are indented one after the other. */
function readWith(source: SourceText, options: RenderOptions | undefined): RenderedYaml | YamlTrouble {
  const rendered = renderErb(source, options);
  if (rendered.unclosed !== undefined) return neverClosed(rendered.unclosed);
  const parsed = parseYaml(rendered);
  if (!isYamlTrouble(parsed)) return { rendered, root: parsed.root, later: parsed.later ?? [] };
  const { indented = [] } = options ?? {};
  const { looseFlowAt } = parsed;
  if (looseFlowAt === undefined || indented.includes(looseFlowAt) || indented.length >= MAX_INDENTED_LINES)
    return parsed;
  return readWith(source, { ...options, indented: [...indented, looseFlowAt].sort((a, b) => a - b) });
}

function neverClosed(at: number): YamlTrouble {
  return { reason: "has an ERB tag that is never closed with %>", span: { start: at, end: at + 2 } };
}
