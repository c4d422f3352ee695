/** CTR-06: paths of the host that a container must not see. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { isReadOnly, type Mount } from "../../documents/kamal/mounts.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import { defineRule } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { imageOf, watchesContainers } from "../shared/container-watchers.ts";
import { hostPathOf, shownPath } from "../shared/host-path.ts";

/** Folders that are the host: whoever writes there controls it, whoever reads there finds keys. */
const HOST_ITSELF =
  /^\/(?:etc|root|proc|dev|boot|run|var|var\/run|var\/lib|var\/lib\/(?:docker|docker\/volumes|containerd|kubelet))?$/;

/** Parts of it that hold keys and passwords. */
const HOST_SECRETS =
  /^\/etc\/(?:g?shadow|sudoers(?:\.d)?|ssh|ssl\/private|kubernetes)(?:\/|$)|^\/proc\/(?:1|kcore|sys|sysrq-trigger)(?:\/|$)|^\/dev\/(?:sd|nvme|vd|xvd|mem|kmsg|mapper)|^\/var\/lib\/kubelet\//;

/** Credentials of a person or the deploy user, wherever the home folder is. */
const CREDENTIAL_FOLDERS = /(?:^|\/)\.(?:ssh|aws|kube|gnupg|docker|azure|netrc|config\/gcloud)(?:\/|$)/;

/** Parts that say nothing secret, but decide what the host runs and who may log in. */
const HOST_CONTROL =
  /^\/etc\/(?:passwd|group|pam\.d|cron[\w.]*|systemd|init\.d|docker|ld\.so[\w.]*|profile(?:\.d)?|environment)(?:\/|$)|^\/(?:(?:usr|usr\/local)(?:\/s?bin|\/lib)?|s?bin|lib|lib\/systemd|usr\/lib\/systemd|boot|sys)$/;

/** Single programs and modules of the host. */
const HOST_PROGRAMS = /^\/(?:usr\/(?:local\/)?)?s?bin\/|^\/lib\/modules$/;

/** Not the host itself, but home folders of people and the traces of an attack. */
const OTHERS_FILES =
  /^\/(?:home(?:\/(?!\.|(?:storage|data|files|uploads|media|shared|backups?|www|apps?)$)[^/]+)?|~|var\/log)$/;

/** Logs and environment of every container. */
const CONTAINER_LOGS = /^\/var\/lib\/docker\/containers(?:\/|$)/;

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
      const severity = severityOf(mount, configuration);
      if (severity === undefined) continue;
      const access = isReadOnly(mount) ? "read" : "read and change";
      const message = `The container of ${describeOwner(mount.owner)} can ${access} ${shownPath(mount.host)} of the host.`;
      yield { at: mount.at, subject: mount.host, message, severity };
    }
  },
});

/** Undefined for what an application may have. */
function severityOf(mount: Mount, { accessories }: KamalConfiguration): Severity | undefined {
  const path = hostPathOf(mount.host);
  if (path === undefined || mount.form === "files" || path.endsWith(".sock")) return undefined;
  const grave = HOST_ITSELF.test(path) || HOST_SECRETS.test(path) || CREDENTIAL_FOLDERS.test(path);
  if (isReadOnly(mount)) {
    if (!grave) return /^\/(?:sys|boot)$/.test(path) || CONTAINER_LOGS.test(path) ? "medium" : undefined;
    // Monitors read the host by profession, though not anybody's keys.
    const watches = !CREDENTIAL_FOLDERS.test(path) && watchesContainers(imageOf(mount.owner, accessories));
    return watches ? "medium" : "high";
  }
  if (grave || HOST_CONTROL.test(path) || CONTAINER_LOGS.test(path)) return "critical";
  return OTHERS_FILES.test(path) || HOST_PROGRAMS.test(path) ? "high" : undefined;
}
