/**
 * Adds what emulate leaves out of its JSON. Every object of the API carries its own `url`, so one rule for a
 * kind of object covers responses, lists and webhook payloads alike.
 */
import { isObject, type JsonObject } from "./json.ts";

/** Parts of an object's url, under the names that a rule gives them. */
export type UrlIds = Readonly<Record<string, string>>;

/** Fields to add to one object. */
export type Completion = (ids: UrlIds) => JsonObject | undefined;

/** See the module comment. */
export interface ObjectCompletion {
  /** Registers a rule for the objects whose url is like `/repos/:owner/:repo/pulls/:number`. */
  add(path: string, completion: Completion): void;
  /** Completes, in place, every object inside. */
  complete(json: unknown): void;
}

/** Rules for the objects of the server at `baseUrl`. */
export function objectCompletion(baseUrl: string): ObjectCompletion {
  const rules: Array<{ pattern: RegExp; completion: Completion }> = [];
  const completeOne = (object: JsonObject): void => {
    if (typeof object.url !== "string" || !object.url.startsWith(baseUrl)) return;
    const path = object.url.slice(baseUrl.length);
    for (const { pattern, completion } of rules) {
      const ids = pattern.exec(path)?.groups;
      if (ids) Object.assign(object, completion(ids));
    }
  };
  return {
    add: (path, completion) => rules.push({ pattern: urlPattern(path), completion }),
    complete: (json) => visitObjects(json, completeOne),
  };
}

function urlPattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
}

function visitObjects(json: unknown, visit: (object: JsonObject) => void): void {
  if (Array.isArray(json)) for (const item of json) visitObjects(item, visit);
  if (!isObject(json)) return;
  for (const value of Object.values(json)) visitObjects(value, visit);
  visit(json);
}
