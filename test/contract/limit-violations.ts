/** Holds a request against the limits that GitHub's OpenAPI does not state. */
import { Ajv, type SchemaObject } from "ajv";
import { GITHUB_LIMITS } from "./github-limits.ts";

const ajv = new Ajv({ allErrors: true, $data: true, strictTypes: false }).addKeyword({
  keyword: "maxBytes",
  type: "string",
  schemaType: "number",
  validate: (most: number, text: string) => Buffer.byteLength(text) <= most,
});

/** The limits that a request of this operation breaks, each line with JSON path and source. */
export function limitViolations(
  operation: string,
  request: { readonly query: unknown; readonly body: unknown },
): string[] {
  return GITHUB_LIMITS.flatMap(({ says, source, on }) => {
    const schema = on[operation];
    const places = schema ? brokenPlaces(schema, request) : [];
    return places.map((place) => `${place} ${says} (${source})`);
  });
}

function brokenPlaces(schema: SchemaObject, request: unknown): string[] {
  const check = ajv.compile(schema);
  if (check(request)) return [];
  // An `if` reports itself beside the error of its `then`, which is the one that knows the place.
  const errors = (check.errors ?? []).filter(({ keyword }) => keyword !== "if");
  return [...new Set(errors.map(({ instancePath }) => instancePath.slice(1)))];
}
