/** PRX-09: a version of kamal-proxy that is older than Kamal needs, or that moves. */

import { compareVersions, readVersion } from "../../documents/versions/tag-version.ts";
import { entryOf, get, isKnown, scalarOf, type YamlMap } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { proxyRunsOf } from "../shared/network/proxy-runs.ts";
import { removeEntry } from "../shared/places/remove-entry.ts";

/** What Kamal 2.10, the first with this key, and 2.11 ask for (Kamal::Configuration::Proxy::Run::MINIMUM_VERSION). */
const MINIMUM_OF_2_10 = [0, 9, 0];
const MINIMUM_OF_2_11 = [0, 9, 2];

export default defineRule({
  id: "proxy-version",
  category: "proxy",
  severity: "medium",
  confidence: "high",
  title: "Version of kamal-proxy too old or not fixed",
  why: "Kamal boots `basecamp/kamal-proxy` with this tag instead of the one it was tested with: an older one lacks fixes and Kamal refuses to deploy through it, and a moving one changes under running hosts.",
  fix: "Drop `version`, so that every Kamal release brings the proxy it needs.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#run-configuration"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const run of proxyRunsOf(configuration)) yield* judge(run);
  },
});

function* judge(run: YamlMap): Iterable<Problem> {
  const version = scalarOf(get(run, "version"));
  const entry = entryOf(run, "version");
  if (!version || !entry || !isKnown(version)) return;
  const edit = removeEntry(run, entry);
  const problem = { at: version, ...(edit ? { edit } : {}) };
  const numbers = readVersion(version.text);
  if (!numbers) {
    const message = "This tag is no version, so each host runs what it meant when the proxy was booted.";
    yield { ...problem, message };
  } else if (isOriginal(run) && compareVersions(numbers, MINIMUM_OF_2_10) < 0) {
    const message = "This is older than v0.9.0, the least that a Kamal with this key works with.";
    yield { ...problem, message };
  } else if (isOriginal(run) && compareVersions(numbers, MINIMUM_OF_2_11) < 0) {
    const message = "This is older than v0.9.2, the least that Kamal 2.11 and later work with.";
    yield { ...problem, severity: "low", message };
  }
}

/** Versions of another image are not comparable. */
function isOriginal(run: YamlMap): boolean {
  return (scalarOf(get(run, "repository"))?.text ?? "basecamp/kamal-proxy").endsWith("basecamp/kamal-proxy");
}
