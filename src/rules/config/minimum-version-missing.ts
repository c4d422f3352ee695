/** CFG-04: security depends on a release that nothing asks for. */
import {
  dig,
  entriesOf,
  entryOf,
  get,
  itemsOf,
  type YamlEntry,
  type YamlMap,
} from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "minimum-version-missing",
  category: "config",
  severity: "low",
  confidence: "high",
  title: "Newer protection without a minimum version",
  why: "An older Kamal on somebody's machine refuses the key or passes it over, and the deployment that was reviewed is not the one that runs.",
  fix: "Add `minimum_version` with the release that brought the key, or commit a Gemfile.lock with Kamal in it.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }, { documents }) {
    const isLocked = documents.some(
      (document) => document.kind === "gemfile-lock" && document.gems.some(({ name }) => name === "kamal"),
    );
    const [first] = isLocked || get(root, "minimum_version") ? [] : newerKeys(root);
    if (first)
      yield {
        at: first.entry.key,
        message: `\`${first.entry.key.text}\` needs Kamal ${first.since}, and nothing makes sure that it is deployed with it.`,
      };
  },
});

interface NewerKey {
  readonly entry: YamlEntry;
  readonly since: string;
}

/** Keys that protect something and came after 2.0. */
function newerKeys(root: YamlMap): NewerKey[] {
  const modes = entriesOf(get(root, "accessories")).flatMap(({ value }) =>
    [...itemsOf(get(value, "files")), ...itemsOf(get(value, "directories"))].map((file) =>
      entryOf(file, "mode"),
    ),
  );
  const candidates: readonly (readonly [entry: YamlEntry | undefined, since: string])[] = [
    [entryOf(get(root, "ssh"), "forward_agent"), "2.12"],
    [entryOf(dig(root, "proxy"), "run"), "2.10"],
    ...modes.map((mode) => [mode, "2.10"] as const),
  ];
  return candidates.flatMap(([entry, since]) => (entry ? [{ entry, since }] : []));
}
