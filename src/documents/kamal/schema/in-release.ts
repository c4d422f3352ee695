/** The schema as one release of Kamal has it. */
import { onceFor } from "../../../source/once-for.ts";
import { isAtLeast, type KamalVersion } from "../version/kamal-version.ts";
import { type Section, type Setting, settingsOf } from "./shape.ts";

/** The setting a release has for a key; undefined when it does not know the key. */
export function settingIn(section: Section, key: string, version: KamalVersion): Setting | undefined {
  return settingsIn(section, version).get(key);
}

/** The settings a release knows by their keys, in the order of the schema. */
export function settingsIn(section: Section, version: KamalVersion): ReadonlyMap<string, Setting> {
  return releasesOf(section)(version);
}

type ReadRelease = (version: KamalVersion) => ReadonlyMap<string, Setting>;

const releasesOf: (section: Section) => ReadRelease = onceFor((section) =>
  onceFor((version) => readSection(section, version)),
);

function readSection(section: Section, version: KamalVersion): ReadonlyMap<string, Setting> {
  return new Map(
    Object.keys(section).flatMap((key) => {
      const setting = settingsOf(section, key).find((one) => exists(one, version));
      return setting ? [[key, setting] as const] : [];
    }),
  );
}

function exists({ since, until }: Setting, version: KamalVersion): boolean {
  return (
    (since === undefined || isAtLeast(version, since)) && !(until !== undefined && isAtLeast(version, until))
  );
}
