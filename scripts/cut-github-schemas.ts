/**
 * Cuts the requests we send out of GitHub's OpenAPI description, so that the tests can check them without the
 * 385 MB package it comes in. Writes github-schemas.json and that package's licence to test/contract.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SchemaObject } from "ajv";
import type { CutOperation, GitHubSchemas } from "../test/contract/github-operations.ts";
import { literalSegments, matchRoute } from "../test/contract/github-route.ts";
import { type OpenApiSchema, toJsonSchema } from "../test/contract/openapi-to-json-schema.ts";

const PACKAGE = "@octokit/openapi";
const VERSION = "23.0.2";
const DESCRIPTION = "generated/api.github.com.deref.json";
const LICENCE_FILE = "LICENSE-octokit-openapi";
const LINE_WIDTH = 110;
const CONTRACT_FOLDER = new URL("../test/contract/", import.meta.url);

/** Every operation that our code may use, by GitHub's own id. */
const OPERATIONS = [
  "apps/create-installation-access-token",
  "apps/get-authenticated",
  "apps/get-repo-installation",
  "apps/list-installations",
  "apps/list-repos-accessible-to-installation",
  "apps/list-webhook-deliveries",
  "apps/redeliver-webhook-delivery",
  "checks/create",
  "checks/get",
  "checks/list-for-ref",
  "checks/update",
  "git/get-blob",
  "git/get-commit",
  "git/get-ref",
  "git/get-tree",
  "issues/create",
  "issues/create-comment",
  "issues/list-comments",
  "issues/list-for-repo",
  "issues/update",
  "issues/update-comment",
  "pulls/create-reply-for-review-comment",
  "pulls/create-review",
  "pulls/create-review-comment",
  "pulls/delete-review-comment",
  "pulls/get",
  "pulls/list",
  "pulls/list-files",
  "pulls/list-review-comments",
  "pulls/list-reviews",
  "pulls/update-review",
  "pulls/update-review-comment",
  "reactions/create-for-issue-comment",
  "reactions/create-for-pull-request-review-comment",
  "repos/compare-commits-with-basehead",
  "repos/get",
  "repos/get-branch",
  "repos/get-branch-rules",
  "repos/get-collaborator-permission-level",
  "repos/get-commit",
  "repos/get-content",
  "repos/list-pull-requests-associated-with-commit",
];

interface OpenApiParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: OpenApiSchema;
  readonly "x-multi-segment"?: boolean;
}

interface OpenApiOperation {
  readonly operationId: string;
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: { readonly "application/json": { readonly schema: OpenApiSchema } };
  };
}

interface OpenApiDescription {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
}

interface Routed {
  readonly route: string;
  readonly operation: OpenApiOperation;
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "github-openapi-"));
  try {
    const unpacked = download(folder);
    const json = `${printed(cutSchemas(unpacked))}\n`;
    writeFileSync(new URL("github-schemas.json", CONTRACT_FOLDER), json);
    copyFileSync(join(unpacked, "LICENSE"), new URL(LICENCE_FILE, CONTRACT_FOLDER));
    process.stdout.write(`${OPERATIONS.length} operations, ${json.length} bytes\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Unpacks the few files we need of the package and returns their folder. */
function download(folder: string): string {
  const pack = ["pack", `${PACKAGE}@${VERSION}`, "--silent"];
  const tarball = execFileSync("npm", pack, { cwd: folder, encoding: "utf8" }).trim();
  const members = ["package.json", "LICENSE", DESCRIPTION].map((file) => `package/${file}`);
  execFileSync("tar", ["-xzf", tarball, ...members], { cwd: folder });
  return join(folder, "package");
}

function cutSchemas(unpacked: string): GitHubSchemas {
  const { license: licence }: { license: string } = readJson(join(unpacked, "package.json"));
  const all = routedOperations(readJson(join(unpacked, DESCRIPTION)));
  const wanted = OPERATIONS.map((id) => all.get(id) ?? missing(id));
  return {
    source: {
      package: PACKAGE,
      version: VERSION,
      file: DESCRIPTION,
      licence,
      licenceFile: LICENCE_FILE,
      operations: OPERATIONS,
    },
    operations: Object.fromEntries(wanted.map((found) => [found.operation.operationId, cutOperation(found)])),
    neighbours: neighboursOf(wanted, all),
  };
}

function missing(id: string): never {
  throw new Error(`${PACKAGE} ${VERSION} describes no operation ${id}`);
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}

function routedOperations({ paths }: OpenApiDescription): Map<string, Routed> {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: routeOf(method, path, operation),
      operation,
    })),
  );
  return new Map(all.map((found) => [found.operation.operationId, found]));
}

/** "GET /repos/{owner}/{repo}/commits/{+ref}"; github-route.ts says what the plus means. */
function routeOf(method: string, path: string, { parameters = [] }: OpenApiOperation): string {
  const spanning = parameters.filter((parameter) => parameter["x-multi-segment"]);
  const template = spanning.reduce((text, { name }) => text.replace(`{${name}}`, `{+${name}}`), path);
  return `${method.toUpperCase()} ${template}`;
}

function cutOperation({ route, operation }: Routed): CutOperation {
  const { parameters = [], requestBody } = operation;
  return {
    route,
    path: parametersSchema(parameters.filter((parameter) => parameter.in === "path")),
    query: parametersSchema(parameters.filter((parameter) => parameter.in === "query")),
    ...(requestBody && {
      body: {
        required: requestBody.required ?? false,
        schema: toJsonSchema(requestBody.content["application/json"].schema),
      },
    }),
  };
}

function parametersSchema(parameters: readonly OpenApiParameter[]): SchemaObject {
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  const properties = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
  return toJsonSchema({ type: "object", properties, ...(required.length > 0 && { required }) });
}

/** "GET …/commits/{+ref}" also fits "…/commits/main/status", which is another operation: those are named here. */
function neighboursOf(wanted: readonly Routed[], all: ReadonlyMap<string, Routed>): Record<string, string> {
  const others = [...all.values()].filter((found) => !wanted.includes(found));
  const mistakable = others.filter((other) => wanted.some((found) => hides(found.route, other.route)));
  return Object.fromEntries(mistakable.map(({ route, operation }) => [operation.operationId, route]));
}

/** Whether requests on the second, more literal route would pass for requests on the first. */
function hides(route: string, other: string): boolean {
  const [method = "", template = ""] = other.split(" ");
  const example = template.replaceAll(/[{+}]/g, "");
  return literalSegments(route) < literalSegments(other) && matchRoute(route, method, example) !== undefined;
}

/** Indented JSON that keeps on one line what fits there: half as long to review as every brace on its own. */
function printed(value: unknown, indent = ""): string {
  const oneLine = JSON.stringify(value, null, 1).replaceAll(/\n */g, " ");
  if (oneLine.length + indent.length <= LINE_WIDTH || typeof value !== "object" || value === null)
    return oneLine;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => inner + printed(item, inner))
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${printed(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

main();
