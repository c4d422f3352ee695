/**
 * Limits that GitHub enforces or states in prose, but that its OpenAPI schemas do not express. Each names its
 * source: "OpenAPI" is the text beside the schema in `@octokit/openapi`, the others are public threads that
 * quote GitHub's answer. Not covered, because no request shows it: whether a line is part of the diff.
 */
import type { SchemaObject } from "ajv";
import { githubSchemas } from "./github-operations.ts";

/** One limit: for each operation it holds for, a JSON Schema of `{ query, body }`. */
export interface GitHubLimit {
  /** Follows the JSON path of what breaks the limit. */
  readonly says: string;
  readonly source: string;
  readonly on: Readonly<Record<string, SchemaObject>>;
}

const COMMENT_WRITERS = [
  "issues/create-comment",
  "issues/update-comment",
  "pulls/create-reply-for-review-comment",
  "pulls/create-review-comment",
  "pulls/update-review-comment",
];
const SIDE = { enum: ["LEFT", "RIGHT"] };
const SIDES = { properties: { side: SIDE, start_side: SIDE } };
const BODY_LENGTH = { properties: { body: { maxLength: 65_536 } } };
const BODY_NOT_BLANK = { properties: { body: { pattern: "\\S" } } };
const BODY_WITH_TEXT = { ...BODY_NOT_BLANK, required: ["body"] };
const LINE_ORDER = {
  dependencies: { start_line: ["line"] },
  properties: { start_line: { exclusiveMaximum: { $data: "1/line" } } },
};
const FROM_ONE = { minimum: 1 };

/** Every limit, by subject: texts, reviews, check runs, annotations, paging. */
export const GITHUB_LIMITS: readonly GitHubLimit[] = [
  {
    says: "must not hold more than 65,536 characters",
    source: '422 "body is too long" in danger/danger#424 and trstringer/manual-approval#89',
    on: {
      ...onBodyOf([...COMMENT_WRITERS, "issues/create", "issues/update", "pulls/update-review"], BODY_LENGTH),
      "pulls/create-review": body({ allOf: [BODY_LENGTH, eachComment(BODY_LENGTH)] }),
    },
  },
  {
    says: "must not be blank",
    source: '422 "Body can\'t be blank" in pwntester/octo.nvim#86',
    on: {
      ...onBodyOf(COMMENT_WRITERS, BODY_NOT_BLANK),
      "pulls/create-review": body(eachComment(BODY_NOT_BLANK)),
    },
  },
  {
    says: "must say something when the event is REQUEST_CHANGES",
    source: '422 "You need to leave a comment" in hubtty/hubtty#67',
    on: onBodyOf(["pulls/create-review"], when(has("event", "REQUEST_CHANGES"), BODY_WITH_TEXT)),
  },
  {
    // OpenAPI's text wants a body in every COMMENT; GitHub takes one without it when it carries comments.
    says: "must say something when the event is COMMENT and there are no comments",
    source: "OpenAPI; 422 in hubtty/hubtty#128",
    on: onBodyOf(
      ["pulls/create-review"],
      when(
        { allOf: [has("event", "COMMENT"), { properties: { comments: { maxItems: 0 } } }] },
        BODY_WITH_TEXT,
      ),
    ),
  },
  {
    says: "must be LEFT or RIGHT",
    source: "OpenAPI of pulls/create-review-comment, which a review's comments follow",
    on: {
      "pulls/create-review": body(eachComment(SIDES)),
      "pulls/create-review-comment": body(SIDES),
    },
  },
  {
    says: "must be less than line, or left out",
    source: '422 "start line must precede the end line" in ubuntu/WSL#244 and promptfoo/promptfoo#6314',
    on: {
      "pulls/create-review": body(eachComment(LINE_ORDER)),
      "pulls/create-review-comment": body(LINE_ORDER),
    },
  },
  {
    says: "must have a line (or the retired position)",
    source: "OpenAPI of pulls/create-review-comment; github/github-mcp-server#118 for reviews",
    on: {
      "pulls/create-review": body(eachComment(hasAny("line", "position"))),
      "pulls/create-review-comment": body(
        when({ not: has("subject_type", "file") }, hasAny("line", "position", "in_reply_to")),
      ),
    },
  },
  {
    says: "must have a conclusion when it is completed",
    source: "OpenAPI",
    on: onCheckRuns(
      when({ anyOf: [hasAny("completed_at"), has("status", "completed")] }, { required: ["conclusion"] }),
    ),
  },
  {
    says: "must not be stale, which only GitHub can set",
    source: "OpenAPI",
    on: onCheckRuns({ properties: { conclusion: { not: { const: "stale" } } } }),
  },
  {
    says: "must not be a status that only GitHub Actions can set",
    source: "OpenAPI",
    on: onCheckRuns({ properties: { status: { enum: ["queued", "in_progress", "completed"] } } }),
  },
  {
    says: "must have a title",
    source: 'OpenAPI of checks/update: "Required" in its text, not in its schema',
    on: onCheckRuns({ properties: { output: { required: ["title"] } } }),
  },
  {
    says: "must count from 1",
    source: "OpenAPI; jenkinsci/checks-api-plugin#340",
    on: onAnnotations({
      properties: { start_line: FROM_ONE, end_line: FROM_ONE, start_column: FROM_ONE, end_column: FROM_ONE },
    }),
  },
  {
    says: "must not lie behind the end",
    source: "actions/runner#2082; andrewmcodes-archive/rubocop-linter-action#84",
    on: onAnnotations({
      properties: {
        start_line: { maximum: { $data: "1/end_line" } },
        start_column: { maximum: { $data: "1/end_column" } },
      },
    }),
  },
  {
    says: "must equal end_line when columns are given",
    source: "OpenAPI; 422 in octokit/octokit.js#1170",
    on: onAnnotations(
      when(hasAny("start_column", "end_column"), {
        properties: { start_line: { const: { $data: "1/end_line" } } },
      }),
    ),
  },
  {
    says: "must not hold more than 255 characters",
    source: "OpenAPI",
    on: onAnnotations({ properties: { title: { maxLength: 255 } } }),
  },
  {
    says: "must not hold more than 64 KB",
    source: "OpenAPI",
    on: onAnnotations({ properties: { message: { maxBytes: 65_536 }, raw_details: { maxBytes: 65_536 } } }),
  },
  {
    says: "must not exceed 100, to which GitHub cuts it silently",
    source: "OpenAPI",
    on: onEach(Object.keys(githubSchemas.operations), {
      properties: { query: { properties: { per_page: { maximum: 100 } } } },
    }),
  },
];

function onEach(operations: readonly string[], schema: SchemaObject): Record<string, SchemaObject> {
  return Object.fromEntries(operations.map((operation) => [operation, schema]));
}

function onBodyOf(operations: readonly string[], schema: SchemaObject): Record<string, SchemaObject> {
  return onEach(operations, body(schema));
}

function onCheckRuns(schema: SchemaObject): Record<string, SchemaObject> {
  return onBodyOf(["checks/create", "checks/update"], schema);
}

function onAnnotations(schema: SchemaObject): Record<string, SchemaObject> {
  return onCheckRuns({ properties: { output: { properties: { annotations: { items: schema } } } } });
}

function body(schema: SchemaObject): SchemaObject {
  return { properties: { body: schema } };
}

function eachComment(schema: SchemaObject): SchemaObject {
  return { properties: { comments: { items: schema } } };
}

function has(property: string, value: string): SchemaObject {
  return { required: [property], properties: { [property]: { const: value } } };
}

function hasAny(...properties: readonly string[]): SchemaObject {
  return { anyOf: properties.map((property) => ({ required: [property] })) };
}

function when(condition: SchemaObject, demand: SchemaObject): SchemaObject {
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
  return { if: condition, then: demand };
}
