/** EXE-09: code that is taken from outside the repository. */
import { type CodeLocation, codeLocationsOf } from "../../documents/kamal/code-locations.ts";
import { isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { type Destination, destinationOf } from "../shared/configuration/leads-out.ts";

export default defineRule({
  id: "code-location-outside",
  category: "execution",
  severity: "high",
  confidence: "high",
  title: "Code of the deployment taken from outside the repository",
  why: "Kamal runs the hooks, follows the secrets file and the SSH configuration and builds the Dockerfile from there, on the machine that deploys; nobody reviews changes to it, and whoever can write there decides what is deployed.",
  fix: "Keep it in the repository and write a path relative to its root.",
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    for (const location of codeLocationsOf(root)) {
      const { at, what } = location;
      if (!isKnown(at)) continue;
      const destination = destinationOf(at.text, at.source.path);
      const severity = severityOf(location, destination);
      if (severity)
        yield {
          at,
          severity,
          message: `The ${what} ${PLURAL.test(what) ? "come" : "comes"} from ${WHERE[destination]}.`,
        };
    }
  },
});

const PLURAL = /s$/;

const WHERE: Readonly<Record<Destination, string>> = {
  inside: "the repository",
  above: "a folder above the repository",
  absolute: "a fixed place of the machine that deploys",
  temporary: "a folder in which everybody on the machine that deploys can write",
  computed: "a place that the environment of whoever deploys decides",
  remote: "another repository or server",
};

/** A personal SSH configuration, and secrets that each person keeps at home, are sound; a folder others can write to never is. */
function severityOf({ key }: CodeLocation, destination: Destination): Severity | undefined {
  if (destination === "inside") return undefined;
  if (destination === "temporary") return "high";
  if (key === "hooks_path" || (key === "secrets_path" && destination === "above")) return "high";
  if (key === "ssh.config") return destination === "computed" ? "medium" : undefined;
  if (key === "builder.context" || key === "builder.dockerfile")
    return destination === "above" ? "low" : "medium";
  return key === "secrets_path" && destination !== "computed" ? "low" : "medium";
}
