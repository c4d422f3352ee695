/** A GitHub Actions workflow that has to do with Kamal, in the words rules speak. */
import type { SourceText } from "../../source/source-text.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../yaml/yaml-node.ts";

/** See the module comment. */
export interface Workflow {
  readonly kind: "workflow";
  readonly source: SourceText;
  readonly root: YamlMap;
  readonly triggers: readonly Trigger[];
  readonly jobs: readonly WorkflowJob[];
}

/** One event of `on`. */
export interface Trigger {
  readonly name: string;
  /** Where it is named. */
  readonly at: YamlScalar;
  /** Its filters and inputs. */
  readonly settings: YamlNode | undefined;
}

/** One job. */
export interface WorkflowJob {
  readonly key: YamlScalar;
  readonly node: YamlMap;
  readonly steps: readonly WorkflowStep[];
  /** True when it calls Kamal, through a command, an image, an action or a reusable workflow. */
  readonly runsKamal: boolean;
  /** Names of the secrets it is given, those of the whole workflow's `env` included; without GitHub's own token. */
  readonly secrets: readonly string[];
  /** True when it runs Kamal or holds secrets: then it can deploy. */
  readonly deploys: boolean;
}

/** One step of a job. */
export interface WorkflowStep {
  readonly node: YamlMap;
  readonly uses: YamlScalar | undefined;
  readonly run: YamlScalar | undefined;
  /** `shell`, also from `defaults`. */
  readonly shell: YamlScalar | undefined;
  /** True when it calls Kamal itself, or what in the repository does as far as its file was opened with that. */
  readonly runsKamal: boolean;
}

/** The trigger of a name. */
export function triggerOf({ triggers }: Workflow, name: string): Trigger | undefined {
  return triggers.find((trigger) => trigger.name === name);
}
