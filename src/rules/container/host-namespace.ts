/** CTR-05: a container shares processes, memory or users with the host or with another container. */
import { defineRule } from "../../engine/rule.ts";
import { watchesContainers } from "../shared/containers/container-watchers.ts";
import { type GivenFlag, judgeFlags, type Verdict } from "../shared/containers/given-flags.ts";

/** What sharing a namespace with the host means, by flag. Networks are the business of network-host. */
const SHARED: Readonly<Record<string, string>> = {
  pid: "which shows it every process of the host, with its environment",
  ipc: "which opens the host's shared memory to it",
  uts: "which lets it see and set the host's name",
  userns: "which makes its root the host's root",
  cgroupns: "which shows it the host's control groups",
};

export default defineRule({
  id: "host-namespace",
  category: "container",
  severity: "high",
  confidence: "high",
  title: "Container shares a namespace of the host",
  why: 'Kamal hands it on as `docker run … --pid "host" …`, which takes down the wall between the container and what it is shared with.',
  fix: "Remove it; if two containers must share memory or processes, make them one or use a volume.",
  references: ["https://docs.docker.com/engine/containers/run/#pid-settings---pid"],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    yield* judgeFlags(document, judge);
  },
});

function judge({ name, value, image }: GivenFlag): Verdict | undefined {
  const shared = Object.hasOwn(SHARED, name) ? SHARED[name] : undefined;
  if (shared === undefined) return undefined;
  const text = value.trim().toLowerCase();
  if (text.startsWith("container:"))
    return { severity: "high", effect: "which takes down the wall between the two containers" };
  if (text !== "host") return undefined;
  // Exporters and agents exist to look at the host.
  return { severity: watchesContainers(image) ? "low" : "high", effect: shared };
}
