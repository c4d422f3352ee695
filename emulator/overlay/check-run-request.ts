/** What a request to write a check run says, held against GitHub's limits. emulate enforces none. */
import type { CheckAction, CheckAnnotation, CheckOutput, CheckRunRow } from "../emulate-internals.ts";
import { integer, isObject, type JsonObject, objects, text } from "./json.ts";
import { invalidRequest } from "./refusal.ts";

/** Limits of "Create a check run" and "Update a check run" in GitHub's docs. */
const MAX_TEXT = 65_535;
const MAX_ANNOTATIONS = 50;
const MAX_ANNOTATION_TITLE = 255;
const MAX_ANNOTATION_BYTES = 64 * 1024;
const MAX_ACTIONS = 3;
const MAX_ACTION = { label: 20, description: 40, identifier: 20 };

const CONCLUSIONS = ["action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out"];

/** Fields of a check run that a request may set. */
export type CheckRunChange = Partial<
  Pick<
    CheckRunRow,
    | "name"
    | "status"
    | "conclusion"
    | "started_at"
    | "completed_at"
    | "external_id"
    | "details_url"
    | "actions"
    | "output"
  >
>;

/**
 * The change that a request asks for. Annotations come on top of those that are there already.
 * @throws Refusal 422
 */
export function checkRunChange(request: JsonObject, before: CheckOutput): CheckRunChange {
  const { name, started_at, external_id, details_url, actions, output } = request;
  return {
    ...(typeof name === "string" && { name }),
    ...(typeof started_at === "string" && { started_at }),
    ...(typeof external_id === "string" && { external_id }),
    ...(typeof details_url === "string" && { details_url }),
    ...progress(request),
    ...(actions !== undefined && { actions: parseActions(actions) }),
    ...(output !== undefined && { output: parseOutput(output, before) }),
  };
}

/** "Providing conclusion will automatically set the status parameter to completed" (GitHub's docs). */
function progress(request: JsonObject): CheckRunChange {
  const conclusion = text(request.conclusion);
  if (conclusion !== undefined) {
    if (!CONCLUSIONS.includes(conclusion))
      throw invalidRequest(`${conclusion} is not a member of [${CONCLUSIONS}].`);
    return {
      status: "completed",
      conclusion,
      completed_at: text(request.completed_at) ?? new Date().toISOString(),
    };
  }
  const status = text(request.status);
  if (status === "completed") throw invalidRequest('"conclusion" wasn\'t supplied.');
  return status === undefined ? {} : { status, conclusion: null, completed_at: null };
}

function parseOutput(value: unknown, before: CheckOutput): CheckOutput {
  const output = isObject(value) ? value : {};
  limitItems(output.annotations, MAX_ANNOTATIONS);
  const annotations = [...before.annotations, ...objects(output.annotations).map(parseAnnotation)];
  return {
    title: requiredText(output, "title"),
    summary: limited(requiredText(output, "summary"), MAX_TEXT),
    text: limited(text(output.text) ?? null, MAX_TEXT),
    annotations,
    annotations_count: annotations.length,
  };
}

function parseAnnotation(annotation: JsonObject): CheckAnnotation {
  const [start_line, end_line] = [integer(annotation.start_line), integer(annotation.end_line)];
  if (start_line === undefined || end_line === undefined) {
    throw invalidRequest('"start_line", "end_line" weren\'t supplied.');
  }
  // "Annotations only support start_column and end_column on the same line" (GitHub's docs).
  const hasColumns = start_line === end_line;
  return {
    path: requiredText(annotation, "path"),
    start_line,
    end_line,
    start_column: hasColumns ? (integer(annotation.start_column) ?? null) : null,
    end_column: hasColumns ? (integer(annotation.end_column) ?? null) : null,
    annotation_level: requiredText(annotation, "annotation_level"),
    title: limited(text(annotation.title) ?? null, MAX_ANNOTATION_TITLE),
    message: limitedBytes(requiredText(annotation, "message")),
    raw_details: limitedBytes(text(annotation.raw_details) ?? null),
  };
}

function parseActions(value: unknown): CheckAction[] {
  limitItems(value, MAX_ACTIONS);
  return objects(value).map((action) => ({
    label: limited(requiredText(action, "label"), MAX_ACTION.label),
    description: limited(requiredText(action, "description"), MAX_ACTION.description),
    identifier: limited(requiredText(action, "identifier"), MAX_ACTION.identifier),
  }));
}

function requiredText(object: JsonObject, name: string): string {
  const value = text(object[name]);
  if (!value) throw invalidRequest(`"${name}" wasn't supplied.`);
  return value;
}

function limited<Text extends string | null>(value: Text, max: number): Text {
  const length = value?.length ?? 0;
  if (length > max) throw invalidRequest(`Only ${max} characters are allowed; ${length} were supplied.`);
  return value;
}

function limitedBytes<Text extends string | null>(value: Text): Text {
  const bytes = Buffer.byteLength(value ?? "");
  if (bytes > MAX_ANNOTATION_BYTES)
    throw invalidRequest(`Only 64 KB are allowed; ${bytes} bytes were supplied.`);
  return value;
}

function limitItems(value: unknown, max: number): void {
  const count = Array.isArray(value) ? value.length : 0;
  if (count > max) throw invalidRequest(`No more than ${max} items are allowed; ${count} were supplied.`);
}
