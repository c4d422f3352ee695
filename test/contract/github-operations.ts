/** What `scripts/cut-github-schemas.ts` cut from GitHub's OpenAPI, and which operation a request is. */
import { readFileSync } from "node:fs";
import type { SchemaObject } from "ajv";
import { literalSegments, matchRoute } from "./github-route.ts";

/** One operation of GitHub's REST API, as JSON Schemas of what a request to it may hold. */
export interface CutOperation {
  readonly route: string;
  readonly path: SchemaObject;
  readonly query: SchemaObject;
  readonly body?: { readonly required: boolean; readonly schema: SchemaObject };
}

/** The content of github-schemas.json. */
export interface GitHubSchemas {
  readonly source: {
    readonly package: string;
    readonly version: string;
    readonly file: string;
    readonly licence: string;
    readonly licenceFile: string;
    readonly operations: readonly string[];
  };
  readonly operations: Readonly<Record<string, CutOperation>>;
  /** Routes of operations we do not use, but whose paths a route we do use would match too. */
  readonly neighbours: Readonly<Record<string, string>>;
}

/** A request's operation; `cut` is absent when it is a neighbour, known by name only. */
export interface FoundOperation {
  readonly id: string;
  readonly cut?: CutOperation;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The schemas as they stand in the repository. */
export const githubSchemas: GitHubSchemas = JSON.parse(
  readFileSync(new URL("github-schemas.json", import.meta.url), "utf8"),
);

const routes = [
  ...Object.entries(githubSchemas.operations).map(([id, cut]) => ({ id, cut, route: cut.route })),
  ...Object.entries(githubSchemas.neighbours).map(([id, route]) => ({ id, route })),
].sort((a, b) => literalSegments(b.route) - literalSegments(a.route));

/** The operation that GitHub would run for this method and encoded path; undefined when none was cut. */
export function findOperation(method: string, pathname: string): FoundOperation | undefined {
  for (const { route, ...operation } of routes) {
    const parameters = matchRoute(route, method, pathname);
    if (parameters) return { ...operation, parameters };
  }
  return undefined;
}
