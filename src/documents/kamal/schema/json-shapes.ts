/** Shapes as JSON Schema. */
import type { KamalMajor } from "../version/kamal-version.ts";
import type { JsonObject } from "./json-schema.ts";
import type { Section, SectionName, Shape } from "./shape.ts";

const ERB: JsonObject = { $ref: "#/definitions/erb" };

/** Where a shape is used. */
export interface Surroundings {
  /** Name of the section; empty for the root. */
  readonly name: string;
  readonly major: KamalMajor;
  /** Writes a section inside this one. */
  nested(section: Section): JsonObject;
}

/** The schema of one shape. */
export function jsonShape(shape: Shape, around: Surroundings): JsonObject {
  switch (shape.kind) {
    case "text":
      return shape.oneOf ? orErb({ enum: [...shape.oneOf] }) : ref("text");
    case "integer":
      return orErb({ type: "integer", ...(shape.atLeast !== undefined && { minimum: shape.atLeast }) });
    case "boolean":
      return orErb({ type: "boolean" });
    case "texts":
    case "hosts":
      return ref(shape.kind);
    case "text-or-texts":
      return { anyOf: [ref("text"), ref("texts")] };
    case "boolean-text-or-texts":
      return { anyOf: [{ type: ["boolean", "string"] }, ref("texts")] };
    case "paths":
      return orErb({ type: "array", items: { anyOf: [ref("text"), PATH] } });
    case "text-map":
      return textMap(around.major === 2 ? shape.reserved : undefined);
    case "any-map":
      return orErb({ type: "object", ...(setsRestart(around) && { properties: { restart: RESTART } }) });
    case "ssl":
      return orErb({
        type: ["boolean", "object"],
        properties: { certificate_pem: true, private_key_pem: true },
      });
    case "hooks-output":
      return { anyOf: [LEVEL, { type: "object", additionalProperties: LEVEL }, ERB] };
    case "credential":
      return {
        anyOf: [{ type: "string" }, { type: "array", items: { type: "string" }, minItems: 1, maxItems: 1 }],
      };
    case "section":
      return orErb(around.nested(shape.section));
    case "later":
      return laterShape(shape.section, around, shape.boolean);
  }
}

function ref(name: string): JsonObject {
  return { $ref: `#/definitions/${name}` };
}

function orErb(schema: JsonObject): JsonObject {
  return { anyOf: [schema, ERB] };
}

/** Kamal 2 looks at the restart policy of what it starts. */
function setsRestart({ major, name }: Surroundings): boolean {
  return major === 2 && (name === "role" || name === "accessory");
}

function laterShape(section: SectionName, { name }: Surroundings, boolean = false): JsonObject {
  const definition = section === "env" && name === "" ? "rootEnv" : section;
  return { anyOf: [ref(definition), ...(boolean ? [{ type: "boolean" }] : []), ERB] };
}

function textMap(reserved: readonly string[] | undefined): JsonObject {
  if (!reserved) return ref("textMap");
  return { allOf: [ref("textMap")], propertyNames: { not: { enum: [...reserved] } } };
}

const PATH: JsonObject = {
  type: "object",
  properties: Object.fromEntries(
    ["local", "remote", "mode", "owner", "options"].map((key) => [key, ref("text")]),
  ),
};

/** Only texts; `no` without quotes is a boolean to Kamal. */
const RESTART: JsonObject = {
  anyOf: [{ type: "string", pattern: "^(no|always|unless-stopped|on-failure(:[0-9]+)?)$" }, ERB],
};

const LEVEL: JsonObject = { enum: ["quiet", "verbose", ":quiet", ":verbose"] };
