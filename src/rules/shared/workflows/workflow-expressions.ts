/** Who can choose what an expression of a workflow gives. */
import { triggerOf, type Workflow } from "../../../documents/workflow/workflow.ts";
import { dig, scalarOf } from "../../../documents/yaml/yaml-node.ts";

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

/** Answers that are booleans, whatever was asked about. */
const ASKS =
  /(?:contains|startsWith|endsWith)\((?:[^()]|\([^()]*\)){0,500}\)|[\w.*[\]-]{1,200}\s*[!=]=\s*'[^']{0,200}'/g;

const PATH = /\b(?:github|inputs)(?:\.[\w*-]+|\[\d+\]){0,12}/g;

/** Nobody writes longer ones; what may hide there is taken for the worst. */
const LONGEST = 5000;

/** The most dangerous author of an expression's value; undefined when nobody can choose free text. */
export function authorOf(code: string, workflow: Workflow): Author | undefined {
  if (code.length > LONGEST) return "anyone";
  const authors = [...code.replace(ASKS, "true").matchAll(PATH)].flatMap(
    ([path]) => authorOfPath(path, workflow) ?? [],
  );
  return (["anyone", "writers", "callers"] as const).find((author) => authors.includes(author));
}

function authorOfPath(path: string, workflow: Workflow): Author | undefined {
  const input = /^(?:github\.event\.)?inputs\.([\w-]+)$/.exec(path)?.[1];
  if (input !== undefined) return authorOfInput(input, workflow);
  if (OF_ANYONE.some((form) => form.test(path))) return isAbsent(path, workflow) ? undefined : "anyone";
  return OF_WRITERS.test(path) ? "writers" : undefined;
}

/** Only pull requests have a head; in other events the expression is empty. */
function isAbsent(path: string, workflow: Workflow): boolean {
  return (
    /head_ref$|\.pull_request\./.test(path) &&
    !workflow.triggers.some(({ name }) => /^(?:pull_request|workflow_call$)/.test(name))
  );
}

/** Inputs with a type other than string, the default, have no room for a program. */
function authorOfInput(input: string, workflow: Workflow): Author | undefined {
  const typeIn = (event: string): string | undefined => {
    const declared = dig(triggerOf(workflow, event)?.settings, "inputs", input);
    return declared && (scalarOf(dig(declared, "type"))?.text ?? "string");
  };
  const [started, called] = [typeIn("workflow_dispatch"), typeIn("workflow_call")];
  if (started === "string" || (started === undefined && called === undefined)) return "writers";
  return started === undefined && called === "string" ? "callers" : undefined;
}
