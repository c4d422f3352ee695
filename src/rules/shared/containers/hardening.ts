/** What makes a container safer than Docker's default, as its flags show. */
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import type { DockerOptions } from "../../../documents/kamal/docker-options.ts";
import type { Owner } from "../../../documents/kamal/owner.ts";
import {
  isKnown,
  isTrue,
  scalarOf,
  scalarsOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from "../../../documents/yaml/yaml-node.ts";
import type { Severity } from "../../../engine/severity.ts";
import { accessoryOf, optionsOfOwner } from "../configuration/parts.ts";

/** One protection of a container. */
export interface Protection {
  /** For sentences: `cap-drop ALL`. */
  readonly name: string;
  readonly flag: string;
  /** What its loss weighs. */
  readonly severity: Severity;
}

/** A flag that protects, and what its values are worth. */
interface Guard {
  readonly severity: Severity;
  readonly protects: (value: YamlNode) => string[];
}

const GUARDS: Readonly<Record<string, Guard>> = {
  "read-only": {
    severity: "high",
    protects: (value) => (isTrue(value) || scalarOf(value)?.text === "true" ? [""] : []),
  },
  "cap-drop": {
    severity: "high",
    protects: (value) =>
      scalarsOf(value)
        .slice(0, MAX_VALUES)
        .map(({ text }) => text.slice(0, 40).toUpperCase().replace(/^CAP_/, "")),
  },
  "security-opt": { severity: "high", protects: (value) => scalarsOf(value).flatMap(securityOption) },
  user: {
    severity: "high",
    protects: (value) =>
      scalarsOf(value).flatMap(({ text }) => (/^(?:root|0+)(?::|$)/.test(text) ? [] : [""])),
  },
  network: {
    severity: "high",
    protects: (value) => scalarsOf(value).flatMap(({ text }) => (text === "none" ? ["none"] : [])),
  },
  memory: { severity: "medium", protects: bound },
  cpus: { severity: "medium", protects: bound },
  "pids-limit": { severity: "medium", protects: bound },
};

/** Profiles of one's own count, whatever they are called. */
function securityOption({ text }: { readonly text: string }): string[] {
  const option = text.toLowerCase().replace(":", "=");
  if (/^no-new-privileges(?:=true)?$/.test(option)) return ["no-new-privileges"];
  const kind = /^(seccomp|apparmor)=(?!unconfined)./.exec(option)?.[1];
  return kind === undefined ? [] : [kind];
}

function bound(value: YamlNode): string[] {
  return scalarsOf(value).flatMap(({ text }) => (/^-|^0+[a-z]*$/i.test(text) ? [] : [""]));
}

/** The protections of one container. */
function protectionsOf(maps: readonly DockerOptions[]): Protection[] {
  return maps.flatMap(({ options }) =>
    options.entries.flatMap(({ key, value }) => {
      const guard = guardOf(key.text);
      return (guard?.protects(value) ?? []).map((detail) => ({
        name: detail === "" ? key.text : `${key.text} ${detail}`,
        flag: key.text,
        severity: guard?.severity ?? "medium",
      }));
    }),
  );
}

/** The `options` maps of one container, and what its section says about the network. */
export function optionsOf(configuration: KamalConfiguration, owner: Owner): DockerOptions[] {
  const accessory = accessoryOf(owner, configuration.accessories);
  const network = accessory ? [{ owner, options: networkOf(accessory.settings) }] : [];
  return [...optionsOfOwner(owner, configuration), ...network];
}

function networkOf(settings: YamlMap): YamlMap {
  return { ...settings, entries: settings.entries.filter(({ key }) => key.text === "network") };
}

/** The protections that no longer stand, each once; what is replaced by a broader one, or may stand for all one can tell, is left out. */
export function lostProtections(was: readonly DockerOptions[], now: readonly DockerOptions[]): Protection[] {
  const standing = new Set(protectionsOf(now).map(({ name }) => name));
  const before = [...new Map(protectionsOf(was).map((one) => [one.name, one])).values()];
  return before.filter(
    ({ name, flag }) => !standing.has(name) && !standing.has(`${flag} ALL`) && !mayBeAnything(flag, now),
  );
}

function mayBeAnything(flag: string, maps: readonly DockerOptions[]): boolean {
  return settingsOf(flag, maps).some(({ value }) =>
    scalarsOf(value)
      .slice(0, MAX_VALUES)
      .some((scalar) => !isKnown(scalar)),
  );
}

/** Nobody writes more values of one flag; the bound keeps the comparison linear. */
const MAX_VALUES = 100;

/** The pairs that set a flag. */
export function settingsOf(flag: string, maps: readonly DockerOptions[]): YamlEntry[] {
  return maps.flatMap(({ options }) => options.entries.filter(({ key }) => key.text === flag));
}

/** True for a flag whose loss takes down a wall, not just a limit. */
export function isWall(flag: string): boolean {
  return guardOf(flag)?.severity === "high";
}

function guardOf(flag: string): Guard | undefined {
  return Object.hasOwn(GUARDS, flag) ? GUARDS[flag] : undefined;
}
