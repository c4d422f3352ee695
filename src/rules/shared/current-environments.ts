/** The `env` sections as one destination has them: what a later file overrides is gone. */

import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { rolesOf } from "../../documents/kamal/servers.ts";
import {
  entriesOf,
  get,
  scalarsOf,
  type YamlEntry,
  type YamlNode,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";

/** One section. */
export interface CurrentEnvironment {
  readonly clear: readonly YamlEntry[];
  /** `NAME` or `NAME:SECRET`. */
  readonly secret: readonly YamlScalar[];
}

const STRUCTURE = new Set(["clear", "secret", "tags"]);

/** Those of all roles, of each role, of host tags and of each accessory. */
export function currentEnvironments({ root, accessories }: KamalConfiguration): CurrentEnvironment[] {
  const env = get(root, "env");
  const parts = [...rolesOf(root), ...accessories].map(({ settings }) => get(settings, "env"));
  const tags = entriesOf(get(env, "tags")).map(({ value }) => value);
  return [env, ...tags, ...parts].flatMap(section);
}

function section(env: YamlNode | undefined): CurrentEnvironment[] {
  if (env?.kind !== "map") return [];
  const flat = env.entries.filter(({ key }) => !STRUCTURE.has(key.text));
  return [{ clear: [...flat, ...entriesOf(get(env, "clear"))], secret: scalarsOf(get(env, "secret")) }];
}
