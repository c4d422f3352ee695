/** Environment variables that a file sets for the programs in it: `env:` of a workflow or an action, `ENV` of a Dockerfile. */
import type { Dockerfile } from "../../../documents/dockerfile/dockerfile.ts";
import type { CompositeAction } from "../../../documents/workflow/composite-action.ts";
import type { Workflow } from "../../../documents/workflow/workflow.ts";
import { entriesOf, get, scalarOf, type YamlNode } from "../../../documents/yaml/yaml-node.ts";
import type { Place } from "../../../source/source-text.ts";

/** One of them; the place is that of its value. */
export interface EnvironmentSetting extends Place {
  readonly name: string;
  readonly text: string;
  readonly anchor: string;
}

/** All of a file, of a workflow those that jobs which can deploy are given. */
export function environmentSettings(file: Workflow | CompositeAction | Dockerfile): EnvironmentSetting[] {
  if (file.kind === "dockerfile") return inImage(file);
  if (file.kind === "composite-action") return file.steps.flatMap(({ node }) => inMap(node));
  const jobs = file.jobs.filter(({ deploys }) => deploys);
  const nodes = jobs.flatMap(({ node, steps }) => [node, ...steps.map((step) => step.node)]);
  return (jobs.length > 0 ? [file.root, ...nodes] : []).flatMap(inMap);
}

function inMap(node: YamlNode): EnvironmentSetting[] {
  return entriesOf(get(node, "env")).flatMap(({ key, value }) => {
    const scalar = scalarOf(value);
    if (!scalar) return [];
    const { source, span, anchor, text } = scalar;
    return [{ source, span, anchor, text, name: key.text }];
  });
}

function inImage({ stages }: Dockerfile): EnvironmentSetting[] {
  const pairs = stages
    .flatMap(({ instructions }) => instructions)
    .flatMap((instruction) => (instruction.keyword === "ENV" ? instruction.pairs : []));
  return pairs.flatMap(({ name, value }) => {
    if (!value) return [];
    return [{ source: value.source, span: value.span, anchor: `ENV ${name}`, text: value.text, name }];
  });
}
