/** The published schemas against what Kamal itself accepts and refuses. */
import { describe, expect, test } from "@jest/globals";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { type FileForm, jsonSchema } from "../../../src/documents/kamal/schema/json-schema.ts";
import type { KamalMajor } from "../../../src/documents/kamal/version/kamal-version.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";

function validator(major: KamalMajor, form: FileForm): ValidateFunction {
  return new Ajv({ allErrors: true, strict: false }).compile(jsonSchema(major, form));
}

const DEPLOY: Readonly<Record<KamalMajor, ValidateFunction>> = {
  1: validator(1, "deploy"),
  2: validator(2, "deploy"),
};

/** As an editor's YAML parser reads it, with the last of equal keys. */
function read(text: string): unknown {
  return parse(text, { version: "1.1", uniqueKeys: false, merge: true, logLevel: "silent" });
}

/** Only running Kamal finds these: they compare parts, need a release, or are no YAML at all. */
const BEYOND_A_SCHEMA =
  /unknown roles?|isn't defined|No servers specified|share the same host|Conflicting|single server|Local registry|Current version|specify a destination|Unknown alias|unexpected end/;

describe("what Kamal accepts, the schema accepts", () => {
  const accepted = recordedVerdicts().filter((verdict) => verdict.accepted);
  test.each(accepted)("Kamal $major: $file", ({ text, major }) => {
    DEPLOY[major](read(text));
    expect(DEPLOY[major].errors).toBeNull();
  });
});

describe("what Kamal refuses for a reason a schema can state, the schema refuses", () => {
  const refused = recordedVerdicts().filter(
    ({ accepted, message, file }) => !accepted && !BEYOND_A_SCHEMA.test(message) && !file.startsWith("raw-"),
  );
  test.each(refused)("Kamal $major: $file", ({ text, major, message }) => {
    if (message === "") return; // Kamal crashes over the meaning, not over the form
    expect(DEPLOY[major](read(text))).toBe(false);
  });
});

describe("the schema of a destination's file", () => {
  const destination = validator(2, "destination");

  test("asks for nothing, since the base may have it", () => {
    expect(
      destination(
        read("servers:\n  web: [192.0.2.1]\nproxy: { ssl: true }\nregistry: { server: ghcr.io }\n"),
      ),
    ).toBe(true);
    expect(destination(read("accessories: { db: { port: 127.0.0.1:5432:5432 } }\n"))).toBe(true);
  });

  test("knows the same keys and types", () => {
    expect(destination(read("proxies: { ssl: true }\n"))).toBe(false);
    expect(destination(read("proxy: { host: ~ }\n"))).toBe(false);
  });
});

test("text from Ruby passes wherever it stands", () => {
  const text = `service: <%= name %>
image: acme/shop
servers: <%= servers.to_json %>
registry: { username: AWS, password: <%= %x(aws ecr get-login-password) %> }
builder: { arch: <%= ENV["ARCH"] %>, args: <%= args %> }
deploy_timeout: <%= 60 %>
require_destination: <%= ENV["D"] %>
env: <%= env.to_json %>
proxy: { ssl: <%= tls %>, host: <%= host %> }
`.replace(/<%=.*?%>/g, (tag) => `'${tag.replaceAll("'", "''")}'`);
  DEPLOY[2](read(text));
  expect(DEPLOY[2].errors).toBeNull();
});

test("a base whose destinations complete it may say so", () => {
  const text = "service: shop\nrequire_destination: true\n";
  expect(DEPLOY[2](read(text))).toBe(true);
  expect(DEPLOY[2](read(text.replace("true", "false")))).toBe(false);
});
