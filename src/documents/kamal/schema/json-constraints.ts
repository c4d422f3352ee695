/** What must or must not stand together, as JSON Schema can say it. */
import type { KamalMajor } from "../version/kamal-version.ts";
import type { JsonObject } from "./json-schema.ts";

/** One rule over a section. */
export interface Constraint {
  readonly section: string;
  readonly major: KamalMajor;
  readonly rule: JsonObject;
  /** True when it holds for a file that only adds to another as well. */
  readonly alsoInParts?: boolean;
}

const TRUTHY_SSL: JsonObject = { properties: { ssl: { not: { const: false } } }, required: ["ssl"] };
const FILLED: JsonObject = { type: "string", pattern: "\\S" };
const PLACEMENTS_1 = ["host", "hosts", "roles"];
const PLACEMENTS_2 = ["host", "hosts", "role", "roles", "tag", "tags"];

/** A registry on the deploying machine. */
const LOCAL_REGISTRY: JsonObject = {
  properties: { server: { type: "string", pattern: "^localhost[:$]" } },
  required: ["server"],
};

const LOGIN: JsonObject = {
  properties: { username: filled(), password: filled() },
  required: ["username", "password"],
};

/** See the module comment. */
export const CONSTRAINTS: readonly Constraint[] = [
  { section: "accessory", major: 1, rule: exactlyOne(PLACEMENTS_1) },
  { section: "accessory", major: 2, rule: exactlyOne(PLACEMENTS_2) },
  { section: "accessory", major: 2, rule: { properties: { registry: login({ maxProperties: 0 }) } } },
  { section: "proxy", major: 2, alsoInParts: true, rule: { not: { required: ["host", "hosts"] } } },
  {
    section: "proxy",
    major: 2,
    rule: {
      if: TRUTHY_SSL,
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
      then: {
        anyOf: [
          { properties: { host: FILLED }, required: ["host"] },
          { properties: { hosts: { minItems: 1 } }, required: ["hosts"] },
        ],
      },
    },
  },
  {
    section: "proxy",
    major: 2,
    rule: { properties: { ssl: bothOrNone("certificate_pem", "private_key_pem") } },
  },
  {
    section: "proxy.run",
    major: 2,
    rule: {
      if: { properties: { publish: { const: false } }, required: ["publish"] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
      then: { properties: { bind_ips: { maxItems: 0 }, http_port: false, https_port: false } },
    },
  },
  {
    section: "builder",
    major: 2,
    rule: {
      if: { properties: { local: { const: false } }, required: ["local"] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
      then: { properties: { remote: FILLED }, required: ["remote"] },
    },
  },
  {
    section: "builder",
    major: 2,
    rule: {
      if: { required: ["pack"] },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
      then: { properties: { arch: { maxItems: 1 } } },
    },
  },
  { section: "output.otel", major: 2, rule: { required: ["endpoint"] } },
  { section: "output.file", major: 2, rule: { required: ["path"] } },
];

function exactlyOne(keys: readonly string[]): JsonObject {
  return { oneOf: keys.map((key) => ({ required: [key] })) };
}

function bothOrNone(first: string, second: string): JsonObject {
  const needs = (key: string, other: string): JsonObject => ({
    if: { type: "object", properties: { [key]: FILLED }, required: [key] },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
    then: { properties: { [other]: FILLED }, required: [other] },
  });
  return { allOf: [needs(first, second), needs(second, first)] };
}

const SERVICE: JsonObject = {
  anyOf: [{ type: "string", pattern: "^[A-Za-z0-9_-]+$" }, { $ref: "#/definitions/erb" }, { pattern: "\\n" }],
};

/** A registry needs a login, unless it is on this machine. */
function login(...also: readonly JsonObject[]): JsonObject {
  return {
    anyOf: [LOCAL_REGISTRY, LOGIN, ...also],
  };
}

function filled(): JsonObject {
  return { anyOf: [{ type: "array" }, FILLED] };
}

/** `require_destination: true` says that other files add to this one. */
const NEEDS_DESTINATION: JsonObject = {
  properties: { require_destination: { const: true } },
  required: ["require_destination"],
};

const SERVES: JsonObject = {
  properties: {
    servers: { anyOf: [{ type: "string" }, { minItems: 1, minProperties: 1, type: ["array", "object"] }] },
  },
  required: ["servers"],
};

/** What a file that is deployed by itself has to hold. */
export const COMPLETE: Readonly<Record<KamalMajor, JsonObject>> = {
  1: {
    if: NEEDS_DESTINATION,
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
    then: true,
    else: {
      properties: { service: SERVICE, image: FILLED, registry: LOGIN },
      required: ["service", "image", "registry", "servers"],
      allOf: [SERVES],
    },
  },
  2: {
    if: NEEDS_DESTINATION,
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
    then: true,
    else: {
      properties: { service: SERVICE, registry: login(), builder: needsArch() },
      required: ["service", "registry", "builder"],
      allOf: [
        {
          anyOf: [
            { properties: { image: FILLED }, required: ["image"] },
            { properties: { registry: LOCAL_REGISTRY } },
          ],
        },
        { anyOf: [SERVES, { required: ["accessories"], not: { required: ["servers"] } }] },
      ],
    },
  },
};

function needsArch(): JsonObject {
  return { properties: { arch: { anyOf: [FILLED, { type: "array", minItems: 1 }] } }, required: ["arch"] };
}
