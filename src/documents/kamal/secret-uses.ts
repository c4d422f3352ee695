/** Where a configuration refers to secrets by name, and which secrets files Kamal then looks into. */

import { posix } from "node:path";
import { onceFor } from "../../source/once-for.ts";
import {
  dig,
  get,
  itemsOf,
  scalarOf,
  scalarsOf,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import type { KamalConfiguration } from "./configuration.ts";
import { environmentsOf } from "./environments.ts";
import { registriesOf } from "./registries.ts";
import { rolesOf } from "./servers.ts";

/** One reference. */
export interface SecretUse {
  readonly at: YamlScalar;
  /** Name to be looked up: the second part of `NAME:SECRET`. */
  readonly name: string;
}

/** All of them whose names can be told apart from anything else. */
export const secretUsesOf: (root: YamlMap) => readonly SecretUse[] = onceFor(readSecretUses);

function readSecretUses(root: YamlMap): SecretUse[] {
  const parts = [root, ...[...rolesOf(root), ...accessoriesOf(root)].map(({ settings }) => settings)];
  const ssl = parts.map((part) => dig(part, "proxy", "ssl"));
  return [
    ...environmentsOf(root).flatMap(({ secret }) => secret),
    ...itemsOf(dig(root, "builder", "secrets")).flatMap((item) => scalarOf(item) ?? []),
    ...registriesOf(root).flatMap(({ usernames, passwords }) => [...usernames, ...passwords].flatMap(listed)),
    ...scalarsOf(dig(root, "ssh", "key_data")),
    ...ssl.flatMap((section) => [
      ...scalarsOf(get(section, "private_key_pem")),
      ...scalarsOf(get(section, "certificate_pem")),
    ]),
  ].flatMap((at) => useOf(at));
}

function listed(node: YamlNode): YamlScalar[] {
  return node.kind === "list" ? [...scalarsOf(node)] : [];
}

function useOf(at: YamlScalar): SecretUse[] {
  if (at.tags.some(({ known }) => !known)) return [];
  const name = /^[A-Za-z_]\w*(?::([A-Za-z_]\w*))?$/.exec(at.text.trim());
  return name ? [{ at, name: name[1] ?? name[0] }] : [];
}

/** Paths Kamal reads for a configuration, later ones winning; the last decides what exists at all. */
export function secretsPathsOf({ root, source, destination }: KamalConfiguration): string[] | undefined {
  const written = scalarOf(get(root, "secrets_path"));
  if (written && (written.tags.length > 0 || /^[/~]|\$|\.\.\//.test(written.text))) return undefined;
  const home = posix.dirname(source.path).replace(/(?:^|\/)config$/, "");
  const path = posix.join(home, written?.text ?? ".kamal/secrets");
  return [`${path}-common`, destination === undefined ? path : `${path}.${destination}`];
}
