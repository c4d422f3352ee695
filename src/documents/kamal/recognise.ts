/**
 * Tells Kamal's configuration from the many other files called deploy.yml: GitHub workflows, Ansible playbooks,
 * Kubernetes manifests, other deployers. The path only makes a candidate; the keys decide.
 */

import type { YamlNode } from "../yaml/yaml-node.ts";
import { ROOT_SECTION } from "./schema/root.ts";

const ROOT_KEYS: ReadonlySet<string> = new Set(Object.keys(ROOT_SECTION));

/** Root keys of other tools' files that also go by the name deploy.yml. */
const FOREIGN_KEYS: ReadonlySet<string> = new Set([
  "apiVersion",
  "kind",
  "jobs",
  "on",
  "true",
  "services",
  "stages",
  "steps",
  "pipelines",
  "tasks",
  "hosts",
  "resources",
  "AWSTemplateFormatVersion",
  "application_name",
]);

const CANDIDATE_NAME = /(?:^|[._-])(?:deploy|kamal)(?:[._-][^/]*)?\.ya?ml$/i;
const CANDIDATE_FOLDER = /(?:^|\/)(?:config\/deploy|\.kamal|kamal)\/[^/]+\.ya?ml$/i;

/** True for paths at which people keep Kamal configurations. */
export function mayBeKamalPath(path: string): boolean {
  if (/(?:^|\/)\.github\//.test(path)) return false;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return CANDIDATE_NAME.test(name) || CANDIDATE_FOLDER.test(path);
}

/** True for Kamal's default place, in the root of a repository or of one of its folders. */
export function isDefaultKamalPath(path: string): boolean {
  return /(?:^|\/)config\/deploy\.ya?ml$/i.test(path);
}

/** A complete configuration, or the base of some destinations. */
export function looksLikeBase(root: YamlNode | undefined): boolean {
  const keys = rootKeys(root);
  const known = keys.filter((key) => ROOT_KEYS.has(key)).length;
  const named = keys.includes("service") || keys.includes("image");
  if (named && known >= 3) return true;
  return known >= 2 && (named || known >= 3) && !keys.some((key) => FOREIGN_KEYS.has(key));
}

/** Any map without the keys of another tool; for paths of which it is known otherwise that Kamal reads them. */
export function mayBeKamals(root: YamlNode | undefined): boolean {
  const keys = rootKeys(root);
  return keys.length > 0 && !keys.some((key) => FOREIGN_KEYS.has(key));
}

/** What a destination file may hold: any of Kamal's keys, or nothing at all. */
export function looksLikeDestination(root: YamlNode | undefined): boolean {
  if (root === undefined || (root.kind === "scalar" && root.type === "null")) return true;
  const keys = rootKeys(root);
  if (root.kind !== "map") return false;
  return keys.length === 0 || keys.some((key) => ROOT_KEYS.has(key) || key.startsWith("x-"));
}

/** For text that is not YAML: does it read like Kamal's all the same? Needs two of the telling keys at the margin. */
export function readsLikeKamal(text: string): boolean {
  const keys = new Set(
    [...text.matchAll(/^(service|image|servers|registry|builder|accessories|proxy):/gm)].map((m) => m[1]),
  );
  return keys.has("service") ? keys.size >= 2 : keys.size >= 3;
}

function rootKeys(root: YamlNode | undefined): string[] {
  return root?.kind === "map" ? root.written.map((entry) => entry.key.text) : [];
}
