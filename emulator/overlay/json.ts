/** JSON of which nothing is known yet: request bodies, payloads, answers of emulate. */

/** A JSON object; every field is to be checked before use. */
export type JsonObject = Record<string, unknown>;

/** True for objects, false for arrays, null and plain values. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value when it is a string, else undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The value when it is a whole number, else undefined. */
export function integer(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
}

/** The objects of a JSON array; anything else in it is dropped. */
export function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
