/** CTR-06: paths of the host that a container must not see. */
import { isReadOnly } from "../../documents/kamal/mounts.ts";
import { describeContainer } from "../../documents/kamal/owner.ts";
import { defineRule } from "../../engine/rule.ts";
import { atDestination } from "../shared/configuration/milder.ts";
import { shownPath } from "../shared/containers/host-path.ts";
import { severityOfMount } from "../shared/containers/sensitive-mounts.ts";

export default defineRule({
  id: "host-path-mount",
  category: "container",
  severity: "critical",
  confidence: "high",
  title: "Sensitive path of the host inside a container",
  why: "Whoever gets into the container reads or changes the host's own files there: accounts, keys, other containers' data.",
  fix: "Mount a named volume or the one folder the application owns, read-only where it only reads.",
  references: ["https://docs.docker.com/engine/storage/bind-mounts/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const mount of configuration.mounts) {
      const severity = severityOfMount(mount, configuration);
      if (severity === undefined) continue;
      const access = isReadOnly(mount) ? "read" : "read and change";
      const severityHere = atDestination(severity, configuration.destination);
      const message = `${describeContainer(mount.owner)} can ${access} ${shownPath(mount.host)} of the host.`;
      yield {
        at: mount.at,
        subject: isReadOnly(mount) ? mount.host : `${mount.host} writable`,
        message,
        severity: severityHere,
      };
    }
  },
});
