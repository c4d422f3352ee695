/** What the author of an unknown key probably meant. */
import type { YamlEntry, YamlMap, YamlScalar } from "../../yaml/yaml-node.ts";
import { settingIn, settingsIn } from "../schema/in-release.ts";
import { ACCESSORY, BUILDER, PROXY, REGISTRY, ROLE } from "../schema/parts.ts";
import { BOOT, LOGGING, ROOT_SECTION, SSH } from "../schema/root.ts";
import { type Section, settingsOf } from "../schema/shape.ts";
import { isAtLeast, type KamalVersion } from "../version/kamal-version.ts";
import { checkShape } from "./check-shape.ts";
import { editDistance } from "./edit-distance.ts";
import { MISTAKES, type Mistake } from "./known-mistakes.ts";
import { NO_DOUBTS } from "./loading.ts";
import { Rejected } from "./rejection.ts";

/** See the module comment. */
export interface Hint {
  /** A sentence. */
  readonly text: string;
  /** What to write for the key; only when the value fits there as it is. */
  readonly rename?: string;
}

/** Where an unknown key was found. */
export interface UnknownKey {
  readonly key: YamlScalar;
  /** The map it stands in. */
  readonly map: YamlMap;
  /** As Kamal names the place, such as `servers/web`. */
  readonly context: string;
  readonly section: Section | undefined;
  readonly version: KamalVersion;
}

/** The best guess; undefined when there is none worth the reader's time. */
export function hintFor(unknown: UnknownKey): Hint | undefined {
  return otherRelease(unknown) ?? knownMistake(unknown) ?? misspelt(unknown) ?? elsewhere(unknown);
}

/** The key exists, but not yet in the release at hand. */
function otherRelease({ key, section, version }: UnknownKey): Hint | undefined {
  const since = settingsOf(section ?? {}, key.text).at(0)?.since;
  if (since === undefined || isAtLeast(version, since)) return undefined;
  return { text: `It came with Kamal ${since}.` };
}

function knownMistake(unknown: UnknownKey): Hint | undefined {
  const mistake = MISTAKES[kindOf(unknown.context)]?.find((candidate) => names(candidate, unknown.key.text));
  if (!mistake) return undefined;
  const { instead, says } = mistake;
  if (instead === undefined) return says === undefined ? undefined : { text: says };
  return renaming(unknown, instead, says);
}

function names({ keys }: Mistake, key: string): boolean {
  return keys.split(" ").includes(key.toLowerCase());
}

/** The part of the schema behind one of Kamal's contexts. */
function kindOf(context: string): string {
  if (/(?:^|\/)env(?:\/|$)/.test(context)) return "env";
  const last = context.slice(context.lastIndexOf("/") + 1);
  if (["proxy", "registry", "healthcheck"].includes(last) && context !== "healthcheck") return last;
  if (/^servers\/[^/]+$/.test(context)) return "role";
  if (/^accessories\/[^/]+$/.test(context)) return "accessory";
  return context;
}

function renaming(unknown: UnknownKey, instead: string, says?: string): Hint | undefined {
  if (!settingIn(unknown.section ?? {}, instead, unknown.version)) {
    return unknown.section ? undefined : { text: `Did you mean \`${instead}\`?` };
  }
  const text = says ?? `Did you mean \`${instead}\`?`;
  return fits(unknown, instead) ? { text, rename: instead } : { text };
}

/** True when the key is free and the value has the shape it needs. */
function fits({ key, map, section, version }: UnknownKey, name: string): boolean {
  const entry = map.entries.find((candidate) => candidate.key === key);
  const setting = settingIn(section ?? {}, name, version);
  if (!entry || !setting || map.entries.some((other) => other.key.text === name)) return false;
  return passes(entry, setting.shape, map, version);
}

function passes(
  { value }: YamlEntry,
  shape: Parameters<typeof checkShape>[0],
  root: YamlMap,
  version: KamalVersion,
): boolean {
  try {
    checkShape(shape, value, "", { root, version, destination: undefined, doubts: NO_DOUBTS });
    return true;
  } catch (error) {
    if (error instanceof Rejected) return false;
    throw error;
  }
}

function misspelt(unknown: UnknownKey): Hint | undefined {
  const { key, section, version, map } = unknown;
  const present = new Set(map.entries.map((entry) => entry.key.text));
  const free = [...settingsIn(section ?? {}, version).keys()].filter((name) => !present.has(name));
  const same = free.find((name) => plain(name) === plain(key.text));
  if (same !== undefined) return renaming(unknown, same);
  const limit = key.text.length <= 4 ? 1 : 2;
  const near = free
    .map((name) => ({ name, distance: editDistance(plain(key.text), plain(name), limit) }))
    .filter(({ distance }) => distance !== undefined)
    .toSorted((a, b) => (a.distance ?? 0) - (b.distance ?? 0));
  const [best, next] = near;
  if (!best || best.distance === next?.distance) return undefined;
  const hint = renaming(unknown, best.name);
  return best.distance === 1 || !hint ? hint : { text: hint.text };
}

function plain(key: string): string {
  return key.toLowerCase().replaceAll("-", "_");
}

const PLACES: readonly { readonly place: string; readonly section: Section }[] = [
  { place: "at the root", section: ROOT_SECTION },
  { place: "below `proxy`", section: PROXY },
  { place: "in a role", section: ROLE },
  { place: "in an accessory", section: ACCESSORY },
  { place: "below `builder`", section: BUILDER },
  { place: "below `ssh`", section: SSH },
  { place: "below `registry`", section: REGISTRY },
  { place: "below `boot`", section: BOOT },
  { place: "below `logging`", section: LOGGING },
];

/** A key that Kamal knows in another place: often a matter of indentation. */
function elsewhere({ key, section, version }: UnknownKey): Hint | undefined {
  if (["clear", "secret"].includes(key.text)) return { text: "It belongs below `env`." };
  const places = PLACES.filter(
    (other) => other.section !== section && settingIn(other.section, key.text, version),
  );
  const [first, second, third] = places;
  if (!first || third) return undefined;
  return { text: `It belongs ${second ? `${first.place} or ${second.place}` : first.place}.` };
}
