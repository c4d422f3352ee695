/** What each container is really given: the `env` sections after the merge, without what the destination overrides. */
import { accessoriesOf } from "../../../documents/kamal/accessories.ts";
import { type Owner, ROOT } from "../../../documents/kamal/owner.ts";
import { rolesOf } from "../../../documents/kamal/servers.ts";
import {
  entriesOf,
  get,
  scalarsOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../../../documents/yaml/yaml-node.ts";
import { onceFor } from "../../../source/once-for.ts";

/** One `env` section. */
export interface EffectiveEnvironment {
  readonly owner: Owner;
  readonly clear: readonly YamlEntry[];
  readonly secrets: readonly SecretReference[];
}

/** `NAME`, or since Kamal 2.6 `NAME:SOURCE`. */
export interface SecretReference {
  /** What the container sees. */
  readonly name: string;
  /** What it is called in .kamal/secrets. */
  readonly source: string;
  readonly at: YamlScalar;
}

const STRUCTURE = new Set(["clear", "secret", "tags"]);

/** The sections of the root, its tags, the roles and the accessories. */
export const effectiveEnvironments: (root: YamlMap) => readonly EffectiveEnvironment[] =
  onceFor(readEnvironments);

function readEnvironments(root: YamlMap): EffectiveEnvironment[] {
  const own = get(root, "env");
  const parts = [...rolesOf(root), ...accessoriesOf(root)];
  return [
    section(ROOT, own),
    ...entriesOf(get(own, "tags")).map(({ key, value }) => section({ kind: "tag", name: key.text }, value)),
    ...parts.map(({ owner, settings }) => section(owner, get(settings, "env"))),
  ];
}

function section(owner: Owner, env: YamlNode | undefined): EffectiveEnvironment {
  const flat = entriesOf(env).filter(({ key }) => !STRUCTURE.has(key.text));
  return {
    owner,
    clear: [...flat, ...entriesOf(get(env, "clear"))],
    secrets: secretReferences(get(env, "secret")),
  };
}

/** Tells owners apart in sets and maps. */
export function ownerKey({ kind, name }: Owner): string {
  return `${kind} ${name}`;
}

/** The names in a list of secrets. */
export function secretReferences(list: YamlNode | undefined): SecretReference[] {
  return scalarsOf(list).map((at) => {
    const [name = "", source = name] = at.text.trim().split(":", 2);
    return { name, source, at };
  });
}
