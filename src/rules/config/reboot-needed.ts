/** CFG-08: a change that no deployment brings to the servers. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { sameValue } from "../../documents/kamal/validation/ruby-view.ts";
import { dig, entriesOf, entryOf, type YamlEntry, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule } from "../../engine/rule.ts";

export default defineChangeRule({
  id: "reboot-needed",
  category: "config",
  severity: "low",
  confidence: "high",
  strictness: "pedantic",
  title: "Change without effect until a reboot",
  why: "A deployment replaces the containers of the application only; accessories and the proxy go on with the command line they were started with, so a port that was closed here or an image that was patched stays as it was on the servers.",
  fix: "Run the command named here after the merge, or write it into the pull request for whoever deploys.",
  references: [
    "https://kamal-deploy.org/docs/commands/accessory/",
    "https://kamal-deploy.org/docs/commands/proxy/",
  ],
  compares: "kamal-configuration",
  *compare(before, after) {
    for (const { part, what, command } of partsOf(after)) {
      const at = firstChange(entryAt(before, part), entryAt(after, part));
      const message = `The ${what} stays as it was until somebody runs \`${command}\`.`;
      if (at) yield { at, subject: command, message };
    }
  },
});

/** What runs on when the application is deployed. */
interface Part {
  readonly part: readonly string[];
  readonly what: string;
  readonly command: string;
}

function partsOf({ accessories }: KamalConfiguration): Part[] {
  const named = accessories.filter(({ name }) => /^[\w.-]{1,60}$/.test(name));
  return [
    ...named.map(({ name }) => ({
      part: ["accessories", name],
      what: `accessory ${name}`,
      command: `kamal accessory reboot ${name}`,
    })),
    { part: ["proxy", "run"], what: "proxy", command: "kamal proxy reboot" },
    { part: ["traefik"], what: "proxy", command: "kamal traefik reboot" },
  ];
}

/** What Kamal asks or tells without starting a container anew. */
const NOT_STARTED_WITH = /^(?:hosts?|roles?|tags?|proxy|registry|service)$/;

/** The first setting that is new or another one; the name of the part when some are only gone. */
function firstChange(before: YamlEntry | undefined, after: YamlEntry | undefined): YamlScalar | undefined {
  if (!before || !after) return undefined;
  const changed = settingsOf(after).find(({ key, value }) => {
    const was = settingAt(before, key);
    return !was || !sameValue(was.value, value);
  });
  if (changed) return changed.key;
  return settingsOf(before).every(({ key }) => settingAt(after, key)) ? undefined : after.key;
}

/** Also under a key that is no text. */
function settingAt({ value }: YamlEntry, { text }: YamlScalar): YamlEntry | undefined {
  return entriesOf(value).find(({ key }) => key.text === text);
}

function settingsOf({ value }: YamlEntry): readonly YamlEntry[] {
  return entriesOf(value).filter(({ key }) => !NOT_STARTED_WITH.test(key.text));
}

function entryAt({ root }: KamalConfiguration, path: readonly string[]): YamlEntry | undefined {
  return entryOf(dig(root, ...path.slice(0, -1)), path.at(-1) ?? "");
}
