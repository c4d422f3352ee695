/** CTR-09: a container is told to run as root. */
import { defineRule } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { type GivenFlag, judgeFlags, type Verdict } from "../shared/containers/given-flags.ts";

export default defineRule({
  id: "root-user",
  category: "container",
  severity: "medium",
  confidence: "high",
  title: "Container told to run as root",
  why: 'Kamal hands it on as `docker run … --user "root" …`, so whoever gets into the application is root in the container, may write to every mount, and needs only one fault of the kernel to be root on the host.',
  fix: "Let the image switch to a user of its own with `USER`, and give that user the files it needs.",
  references: ["https://docs.docker.com/engine/containers/run/#user"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    yield* judgeFlags(configuration, judge);
  },
});

function judge(flag: GivenFlag): Verdict | undefined {
  if (flag.name !== "user" || !/^(?:root|0+)(?::.*)?$/i.test(flag.value.trim())) return undefined;
  return { severity: severityOf(flag), effect: "which makes its programs root whatever the image says" };
}

/** cron wants root, and many an accessory starts as root to give its rights up. */
function severityOf({ owner }: GivenFlag): Severity {
  if (owner?.kind === "accessory") return "low";
  return owner?.kind === "role" && /cron|schedul/i.test(owner.name) ? "info" : "medium";
}
