/** VER-04: gems that Kamal runs on, in a version with a published advisory. */
import type { LockedGem } from "../../documents/gemfile/gemfile-lock.ts";
import { compareGemVersions, isWithin } from "../../documents/versions/gem-version.ts";
import {
  type Advisory,
  advisoriesFor,
  DATA_DATE,
  WATCHED_GEMS,
} from "../../documents/versions/known-versions.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { SEVERITIES } from "../../engine/severity.ts";

/** Of these, Kamal uses little, and little of it on text that others choose; an advisory matters more to the application. */
const IN_THE_BACKGROUND = new Set(["activesupport", "concurrent-ruby"]);

export default defineRule({
  id: "dependency-advisory",
  category: "versions",
  severity: "medium",
  confidence: "medium",
  title: "Gem with a published advisory under Kamal",
  why: "Kamal loads these gems on the machine that deploys, next to its secrets and SSH keys.",
  fix: "Update the gem with `bundle update`, then run `bundle audit`.",
  references: ["https://github.com/rubysec/ruby-advisory-db", "https://osv.dev/list?ecosystem=RubyGems"],
  appliesTo: ["gemfile-lock"],
  *check({ gems }) {
    if (!gems.some(({ name }) => name === "kamal")) return;
    for (const gem of gems.filter(({ name }) => WATCHED_GEMS.some((watched) => watched === name))) {
      const advisories = advisoriesFor(gem.name, gem.version);
      if (advisories.length > 0) yield report(gem, advisories);
    }
  },
});

function report(gem: LockedGem, advisories: readonly Advisory[]): Problem {
  const severity =
    SEVERITIES.findLast((one) => advisories.some((advisory) => advisory.severity === one)) ?? "low";
  const ids = advisories.map(({ id }) => id).join(", ");
  const fixed = fixedIn(gem, advisories);
  return {
    at: gem,
    ...(IN_THE_BACKGROUND.has(gem.name) ? { severity: "low", strictness: "pedantic" } : { severity }),
    message: `${gem.name} ${gem.version} is affected by ${ids} (as known on ${DATA_DATE}).`,
    ...(fixed === undefined
      ? {}
      : { fix: `Update to ${gem.name} ${fixed} or newer: \`bundle update ${gem.name}\`.` }),
  };
}

/** The first version of the same line that is free of all of them. */
function fixedIn({ version }: LockedGem, advisories: readonly Advisory[]): string | undefined {
  const ends = advisories.map(({ ranges }) => ranges.find((range) => isWithin(version, range))?.before);
  return ends.every((end) => end !== undefined) ? ends.toSorted(compareGemVersions).at(-1) : undefined;
}
