/** Says in plain words what a value has wrong by one of the schemas cut from GitHub's OpenAPI. */
import { Ajv, type ErrorObject, type Options, type SchemaObject } from "ajv";

const OPTIONS: Options = {
  allErrors: true,
  // GitHub asks for ISO 8601 as YYYY-MM-DDTHH:MM:SSZ; a number needs no second look for int64.
  formats: { "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, int64: true },
};
const bodies = new Ajv(OPTIONS);
const parameters = new Ajv({ ...OPTIONS, coerceTypes: true });

/** What a body breaks of its schema; every line starts with the JSON path. */
export function bodyViolations(schema: SchemaObject, body: unknown): string[] {
  return violations(bodies, schema, body, "body");
}

/**
 * The same for parameters of a URL. They arrive as text: those that the schema wants as numbers become
 * numbers in `values` itself.
 */
export function parameterViolations(
  schema: SchemaObject,
  values: Record<string, unknown>,
  place: "path" | "query",
): string[] {
  return violations(parameters, schema, values, place);
}

function violations(ajv: Ajv, schema: SchemaObject, value: unknown, place: string): string[] {
  const check = ajv.compile(schema);
  return check(value) ? [] : (check.errors ?? []).map((error) => `${place}${inWords(error)}`);
}

function inWords({ keyword, instancePath, params, message }: ErrorObject): string {
  switch (keyword) {
    case "additionalProperties":
      return `${instancePath} has the property "${params.additionalProperty}", which GitHub does not know`;
    case "enum":
      return `${instancePath} must be one of ${params.allowedValues.join(", ")}`;
    default:
      return `${instancePath} ${message}`;
  }
}
