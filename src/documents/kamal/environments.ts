/** Every `env` section: which variables stand in clear and which are names of secrets. */
import { onceFor } from "../../source/once-for.ts";
import {
  entriesOf,
  get,
  itemsOf,
  scalarOf,
  writtenValues,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { type Owner, ROOT, TRAEFIK } from "./owner.ts";
import { rolesOf } from "./servers.ts";

/** One `env` section. */
export interface Environment {
  readonly owner: Owner;
  /** Variables written in clear, overridden ones included: what is written has leaked. */
  readonly clear: readonly YamlEntry[];
  /** Names of secrets, possibly `NAME:SECRET`. */
  readonly secret: readonly YamlScalar[];
  /** What is written for `secret`, whatever it is; Kamal wants lists of names. */
  readonly secretLists: readonly YamlNode[];
}

/** The sub-keys that turn a flat `env` map into a structured one. */
const STRUCTURE = new Set(["clear", "secret", "tags"]);

/** All `env` sections of a configuration or of a single file. */
export const environmentsOf: (root: YamlMap) => readonly Environment[] = onceFor(readEnvironments);

function readEnvironments(root: YamlMap): Environment[] {
  return [
    ...writtenValues(root, "env").flatMap((env) => [...section(ROOT, env), ...tagSections(env)]),
    ...rolesOf(root).flatMap((role) => sections(role.owner, role.settings)),
    ...accessoriesOf(root).flatMap((accessory) => sections(accessory.owner, accessory.settings)),
    ...sections(TRAEFIK, get(root, "traefik")),
  ];
}

function sections(owner: Owner, settings: YamlNode | undefined): Environment[] {
  return writtenValues(settings, "env").flatMap((env) => section(owner, env));
}

function tagSections(env: YamlNode): Environment[] {
  return entriesOf(get(env, "tags")).flatMap((tag) =>
    section({ kind: "tag", name: tag.key.text }, tag.value),
  );
}

function section(owner: Owner, env: YamlNode): Environment[] {
  if (env.kind !== "map") return [];
  const flat = env.written.filter((entry) => !STRUCTURE.has(entry.key.text));
  const structured = writtenValues(env, "clear").flatMap((clear) =>
    clear.kind === "map" ? clear.written : [],
  );
  const secretLists = writtenValues(env, "secret");
  const secret = secretLists.flatMap((list) => itemsOf(list).flatMap((item) => scalarOf(item) ?? []));
  return [{ owner, clear: [...flat, ...structured], secret, secretLists }];
}
