import { expect, test } from "@jest/globals";
import { toJsonSchema } from "./openapi-to-json-schema.ts";

test("nullable becomes an alternative, whatever the schema is made of", () => {
  expect(toJsonSchema({ type: "string", enum: ["a"], nullable: true })).toEqual({
    anyOf: [{ type: "string", enum: ["a"] }, { type: "null" }],
  });
  expect(toJsonSchema({ oneOf: [{ type: "string", nullable: true }] })).toEqual({
    oneOf: [{ anyOf: [{ type: "string" }, { type: "null" }] }],
  });
});

test("prose and extensions are dropped, but not properties of the same name", () => {
  const title = { type: "string", description: "The title.", "x-github": {}, default: "none" };
  expect(toJsonSchema({ type: "object", title: "Output", properties: { title } })).toEqual({
    type: "object",
    properties: { title: { type: "string" } },
    additionalProperties: false,
  });
});

test("an object is closed unless it says that it is open", () => {
  const branch = { properties: { status: { enum: ["completed"] } } };
  expect(toJsonSchema({ items: branch })).toEqual({ items: { ...branch, additionalProperties: false } });
  const open = { ...branch, additionalProperties: true };
  expect(toJsonSchema({ anyOf: [open] })).toEqual({ anyOf: [open] });
});
