/** How a plan words what is not in the files: secrets, variables, the output of Ruby. */
import type { SourceText } from "../../../source/source-text.ts";
import type { RenderedTag } from "../../erb/render-erb.ts";
import type { YamlScalar } from "../../yaml/yaml-node.ts";

/** See the module comment. */
export interface PlanWording {
  /** The value of a secret, by its name. */
  readonly secret: (name: string) => string;
  /** The output of a tag that only Ruby, or the deployer's environment, can know. */
  readonly unknown: (tag: RenderedTag, source: SourceText) => string;
  /** The text for a value that is not to be shown as it is written; undefined shows it. */
  readonly written: (scalar: YamlScalar) => string | undefined;
}

/** Every secret and every variable has the value `x`: for machines, and for comparing plans. */
export const PLACEHOLDER_WORDING: PlanWording = {
  secret: () => "x",
  unknown: (tag, source) => (tag.lookup?.kind === "environment" ? "x" : decidedByRuby(tag, source)),
  written: () => undefined,
};

/** Names instead of values: for people. */
export const NAMING_WORDING: PlanWording = {
  secret: (name) => `\${secret ${name}}`,
  unknown: (tag, source) =>
    tag.lookup?.kind === "environment" ? `\${variable ${tag.lookup.name}}` : decidedByRuby(tag, source),
  written: () => undefined,
};

function decidedByRuby({ tag }: RenderedTag, source: SourceText): string {
  return `<decided by Ruby at line ${source.positionAt(tag.code.start).line}>`;
}
