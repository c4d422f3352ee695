/** OpenAPI 3.0's dialect of JSON Schema made plain, for checking requests. */
import type { SchemaObject } from "ajv";

/** A dereferenced OpenAPI 3.0 schema; keywords that hold no schemas are carried over as they are. */
export interface OpenApiSchema {
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: boolean;
  readonly items?: OpenApiSchema;
  readonly oneOf?: readonly OpenApiSchema[];
  readonly anyOf?: readonly OpenApiSchema[];
  readonly allOf?: readonly OpenApiSchema[];
  readonly [keyword: string]: unknown;
}

/** Keywords that explain a schema but do not constrain it; extensions (`x-…`) are dropped with them. */
const PROSE = new Set(["title", "description", "example", "examples", "default", "deprecated"]);

/**
 * Converts `nullable`, drops prose, and closes every object that lists its properties. GitHub's objects are
 * open: it ignores a property it does not know, and then a typo would pass for a request.
 */
export function toJsonSchema(schema: OpenApiSchema): SchemaObject {
  const { nullable, properties, items, oneOf, anyOf, allOf, ...rest } = schema;
  const converted = {
    ...withoutProse(rest),
    ...(properties && closedObject(properties, rest.additionalProperties)),
    ...(items && { items: toJsonSchema(items) }),
    ...(oneOf && { oneOf: oneOf.map(toJsonSchema) }),
    ...(anyOf && { anyOf: anyOf.map(toJsonSchema) }),
    ...(allOf && { allOf: allOf.map(toJsonSchema) }),
  };
  return nullable ? { anyOf: [converted, { type: "null" }] } : converted;
}

function withoutProse(keywords: Readonly<Record<string, unknown>>): SchemaObject {
  const kept = Object.entries(keywords).filter(([name]) => !PROSE.has(name) && !name.startsWith("x-"));
  return Object.fromEntries(kept);
}

function closedObject(
  properties: Readonly<Record<string, OpenApiSchema>>,
  additionalProperties = false,
): SchemaObject {
  const converted = Object.entries(properties).map(([name, schema]) => [name, toJsonSchema(schema)]);
  return { properties: Object.fromEntries(converted), additionalProperties };
}
