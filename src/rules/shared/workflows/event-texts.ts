/** Which texts of an event people choose. */
import type { Workflow } from "../../../documents/workflow/workflow.ts";

/**
 * `anyone`: people who open issues and pull requests. `writers`: people who may push or start the workflow. `callers`: other
 * workflows, which mostly pass constants.
 */
export type Author = "anyone" | "writers" | "callers";

const OF_ANYONE: readonly RegExp[] = [
  /^github\.event\.(?:issue|pull_request|comment|review|review_comment|discussion)\.(?:title|body)$/,
  /^github\.event\.pull_request\.head\.(?:ref|label)$/,
  /^github\.head_ref$/,
  /^github\.event\.(?:head_commit|commits(?:\[\d+\]|\.\*)?)\.(?:message|(?:author|committer)\.(?:name|email))$/,
  /^github\.event\.workflow_run\.(?:head_branch|display_title|head_commit\.(?:message|(?:author|committer)\.(?:name|email)))$/,
  /^github(?:\.event(?:\.(?:pull_request|issue|comment|head_commit|commits|workflow_run))?)?$/,
];

const OF_WRITERS =
  /^github\.event\.(?:label\.name|pull_request\.labels\S*|release\.(?:name|body|tag_name)|milestone\.title|client_payload\S*)$/;

/**
 * The author of a text of the event; undefined when nobody can choose it freely, or the event has no such text. `triggers` is
 * undefined where nobody knows which event it is.
 */
export function authorInEvent(path: string, triggers: Workflow["triggers"] | undefined): Author | undefined {
  if (OF_WRITERS.test(path)) return "writers";
  if (!OF_ANYONE.some((form) => form.test(path))) return undefined;
  // only pull requests have a head; in other events the expression is empty
  const isOfPull = /head_ref$|\.pull_request\./.test(path);
  return isOfPull && triggers?.some(({ name }) => /^(?:pull_request|workflow_call$)/.test(name)) === false
    ? undefined
    : "anyone";
}
