/** What makes a container safer than Docker's default, as its flags show. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { DockerOptions } from "../../documents/kamal/docker-options.ts";
import type { Owner } from "../../documents/kamal/owner.ts";
import {
  isKnown,
  isTrue,
  scalarOf,
  scalarsOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from "../../documents/yaml/yaml-node.ts";
import type { Severity } from "../../engine/severity.ts";

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
    protects: (value) => scalarsOf(value).map(({ text }) => text.toUpperCase().replace(/^CAP_/, "")),
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
export function protectionsOf(maps: readonly DockerOptions[]): Protection[] {
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
export function optionsOf({ dockerOptions, accessories }: KamalConfiguration, owner: Owner): DockerOptions[] {
  const isSame = (other: Owner): boolean => other.kind === owner.kind && other.name === owner.name;
  const sections = accessories.filter((accessory) => isSame(accessory.owner));
  return [
    ...dockerOptions.filter((one) => isSame(one.owner)),
    ...sections.map(({ settings }) => ({ owner, options: networkOf(settings) })),
  ];
}

function networkOf(settings: YamlMap): YamlMap {
  return { ...settings, entries: settings.entries.filter(({ key }) => key.text === "network") };
}

/** True when the protection still stands, is replaced by a broader one, or may stand for all one can tell. */
export function stillProtected({ name, flag }: Protection, maps: readonly DockerOptions[]): boolean {
  const now = protectionsOf(maps);
  if (now.some((other) => other.name === name || other.name === `${flag} ALL`)) return true;
  return settingsOf(flag, maps).some(({ value }) => scalarsOf(value).some((scalar) => !isKnown(scalar)));
}

/** The pairs that set a flag. */
export function settingsOf(flag: string, maps: readonly DockerOptions[]): YamlEntry[] {
  return maps.flatMap(({ options }) => options.entries.filter(({ key }) => key.text === flag));
}

function guardOf(flag: string): Guard | undefined {
  return Object.hasOwn(GUARDS, flag) ? GUARDS[flag] : undefined;
}
