/** A composite action of the repository: steps that run as a part of the jobs that use it. */
import type { SourceText } from "../../source/source-text.ts";
import type { YamlMap } from "../yaml/yaml-node.ts";
import type { WorkflowStep } from "./workflow.ts";

/** See the module comment. Its programs run where those of the workflow run, so they count as programs of a workflow. */
export interface CompositeAction {
  readonly kind: "composite-action";
  readonly source: SourceText;
  readonly root: YamlMap;
  readonly steps: readonly WorkflowStep[];
}
