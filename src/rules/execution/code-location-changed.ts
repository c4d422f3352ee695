/** EXE-09: a change that takes hooks, secrets or the SSH configuration from another place. */
import { type CodeLocation, codeLocationsOf } from "../../documents/kamal/code-locations.ts";
import { isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule } from "../../engine/rule.ts";
import { destinationOf } from "../shared/configuration/leads-out.ts";

/** What decides about code on the machine that deploys; Dockerfiles and build contexts move about in every project. */
const WATCHED = /^(?:hooks_path|secrets_path|ssh\.config)$/;

export default defineChangeRule({
  id: "code-location-changed",
  category: "execution",
  severity: "medium",
  confidence: "high",
  title: "Hooks, secrets or SSH configuration taken from another place",
  why: "All hooks, all secret references or all SSH settings are replaced at once, so checks that stood in the old place no longer run, without a line of them in the change.",
  fix: "Review everything in the new place as if it were new, and make sure that the old checks are among it.",
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  compares: "kamal-configuration",
  supersedes: ["code-location-outside"],
  *compare(before, after) {
    const earlier = codeLocationsOf(before.root);
    const usual = USUAL.filter(([key]) => !earlier.some((one) => one.key === key));
    const was = new Set([...earlier.map(identity), ...usual.map(([key, path]) => `${key} ${path}`)]);
    for (const location of codeLocationsOf(after.root)) {
      const { at, what, key } = location;
      if (!WATCHED.test(key) || was.has(identity(location)) || !isKnown(at)) continue;
      const destination = destinationOf(at.text, at.source.path);
      // what else leads out is told by code-location-outside, whether it changed or not
      const isAbove = key === "ssh.config" && destination === "above";
      // secrets that always were outside weigh little, which is no measure for taking them there
      const isOutside = key === "secrets_path" && (destination === "above" || destination === "absolute");
      if (destination !== "inside" && !isAbove && !isOutside) continue;
      yield {
        at,
        ...(destination === "above" ? { severity: "high" as const } : {}),
        message: `From this change on, Kamal takes the ${what} from ${named(at.text)}.`,
      };
    }
  },
});

/** Where Kamal looks when nothing is said. */
const USUAL: readonly (readonly [key: CodeLocation["key"], path: string])[] = [
  ["hooks_path", ".kamal/hooks"],
  ["secrets_path", ".kamal/secrets"],
];

function named(path: string): string {
  return /^[\w./~-]{1,100}$/.test(path) ? `\`${path}\`` : "another place";
}

function identity({ key, at }: CodeLocation): string {
  return `${key} ${at.text.trim().replace(/^\.\/|\/$/g, "")}`;
}
