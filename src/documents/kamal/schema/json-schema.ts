/** The schema as JSON Schema (draft 7, which editors know best), for deploy.yml and for the files of destinations. */
import { type KamalMajor, type KamalVersion, LATEST, versionText } from "../version/kamal-version.ts";
import { KAMAL_COMMANDS } from "./commands.ts";
import { settingIn, settingsIn } from "./in-release.ts";
import { COMPLETE, CONSTRAINTS } from "./json-constraints.ts";
import { jsonShape } from "./json-shapes.ts";
import { ACCESSORY, ROLE, SECTIONS } from "./parts.ts";
import { ROOT_SECTION } from "./root.ts";
import type { Section } from "./shape.ts";

/** A JSON Schema or a piece of one. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A piece that is an object. */
export type JsonObject = { readonly [key: string]: Json };

/** A whole file, or one that only adds to another. */
export type FileForm = "deploy" | "destination";

/** The schema of a major version's newest release. */
export function jsonSchema(major: KamalMajor, form: FileForm): JsonObject {
  const version = LATEST[major];
  const isComplete = form === "deploy";
  const what = isComplete ? "deploy.yml" : "the file of a destination, deploy.<destination>.yml";
  const root = jsonSection(ROOT_SECTION, "", version, isComplete);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Kamal ${major}: ${form === "deploy" ? "deploy.yml" : "deploy.<destination>.yml"}`,
    description: `Generated from the schema that Kamal Review judges ${what} by; it follows Kamal ${versionText(version)}.`,
    ...root,
    patternProperties: {
      "^x-": { description: "For your own use, such as anchors; Kamal does not look at it." },
    },
    ...(isComplete && COMPLETE[major]),
    definitions: definitions(version, isComplete),
  };
}

function definitions(version: KamalVersion, isComplete: boolean): JsonObject {
  const sections = Object.entries({ ...SECTIONS, role: ROLE, accessory: ACCESSORY });
  const known = sections.filter(
    ([name]) => name in { role: 1, accessory: 1 } || settingIn(ROOT_SECTION, name, version),
  );
  return {
    ...SHARED,
    aliases: ALIASES,
    accessories: { type: "object", additionalProperties: reference("accessory") },
    servers: servers(),
    ...Object.fromEntries(
      known.map(([name, section]) => [name, jsonSection(section ?? {}, name, version, isComplete)]),
    ),
  };
}

/** `{ "$ref": "#/definitions/…" }`. */
function reference(name: string): JsonObject {
  return { $ref: `#/definitions/${name}` };
}

/** A section: its keys and nothing else, and what must or must not stand together in a complete file. */
function jsonSection(section: Section, name: string, version: KamalVersion, isComplete: boolean): JsonObject {
  const properties = [...settingsIn(section, version)].map(([key, setting]): [string, JsonObject] => {
    const nested = (inner: Section): JsonObject => jsonSection(inner, `${name}.${key}`, version, isComplete);
    const major = version.major === 1 ? 1 : 2;
    const shape = jsonShape(setting.shape, { name, major, nested });
    const description = `${setting.about}${sinceText(setting.since, version)}`;
    return [key, "$ref" in shape ? { description, allOf: [shape] } : { description, ...shape }];
  });
  const constraints = CONSTRAINTS.filter(
    (constraint) =>
      constraint.section === name &&
      constraint.major === version.major &&
      (isComplete || constraint.alsoInParts),
  ).map(({ rule }) => rule);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    additionalProperties: false,
    ...(constraints.length > 0 && { allOf: constraints }),
  };
}

function sinceText(since: string | undefined, { major }: KamalVersion): string {
  return since === undefined || since === `${major}.0.0` ? "" : ` Since Kamal ${since}.`;
}

const TEXT: JsonObject = { type: ["string", "number", "boolean"] };

/** Shapes that many keys share. Text with ERB may become anything, so it passes everywhere. */
const SHARED: JsonObject = {
  erb: { type: "string", pattern: "<%" },
  text: TEXT,
  texts: { anyOf: [{ type: "array", items: TEXT }, reference("erb")] },
  hosts: {
    anyOf: [{ type: "array", items: { anyOf: [TEXT, reference("taggedHost")] } }, reference("erb")],
  },
  taggedHost: {
    type: "object",
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: { anyOf: [TEXT, { type: "array", items: TEXT }] },
  },
  textMap: { type: "object", additionalProperties: TEXT },
  env: {
    anyOf: [
      {
        type: "object",
        properties: { clear: false, secret: false, tags: false },
        additionalProperties: TEXT,
      },
      {
        type: "object",
        properties: { clear: reference("textMap"), secret: reference("texts") },
        additionalProperties: false,
      },
      reference("erb"),
    ],
  },
  rootEnv: {
    anyOf: [
      reference("env"),
      {
        type: "object",
        properties: {
          clear: reference("textMap"),
          secret: reference("texts"),
          tags: { type: "object", additionalProperties: reference("env") },
        },
        additionalProperties: false,
      },
    ],
  },
};

const ALIASES: JsonObject = {
  type: "object",
  propertyNames: {
    pattern: "^[a-z0-9_-]+$",
    not: { enum: KAMAL_COMMANDS },
  },
  additionalProperties: TEXT,
};

function servers(): JsonObject {
  const role = { anyOf: [reference("hosts"), reference("role")] };
  return {
    anyOf: [reference("hosts"), { type: "object", additionalProperties: role }],
  };
}
