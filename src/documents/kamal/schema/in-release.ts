/** The schema as one release of Kamal has it. */
import { compareVersions, type KamalVersion, parseVersion } from "../version/kamal-version.ts";
import { type Section, type Setting, settingsOf } from "./shape.ts";

/** The setting a release has for a key; undefined when it does not know the key. */
export function settingIn(section: Section, key: string, version: KamalVersion): Setting | undefined {
  return settingsOf(section, key).find((setting) => exists(setting, version));
}

/** The keys a release knows, in the order of the schema. */
export function keysIn(section: Section, version: KamalVersion): string[] {
  return Object.keys(section).filter((key) => settingIn(section, key, version) !== undefined);
}

function exists({ since, until }: Setting, version: KamalVersion): boolean {
  const from = since === undefined ? undefined : parseVersion(since);
  const to = until === undefined ? undefined : parseVersion(until);
  return (!from || compareVersions(version, from) >= 0) && (!to || compareVersions(version, to) < 0);
}
