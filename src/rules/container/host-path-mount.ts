/** CTR-06: paths of the host that a container must not see. */
import { isReadOnly, type Mount } from "../../documents/kamal/mounts.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import { defineRule } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";

/** Whole folders whose content is the host: its files, devices, kernel, containers. */
const HOST_ITSELF =
  /^\/(?:etc|root|proc|sys|dev|boot|run|var|var\/run|var\/lib|var\/lib\/(?:docker|containerd|kubelet)|usr|lib|bin|sbin)?$/;

/** Files and folders below them that are as good as the host. */
const HOST_PARTS =
  /^\/(?:root|proc|boot|var\/lib\/(?:docker|containerd|kubelet))\/|^\/etc\/(?:passwd|shadow|group|sudoers(?:\.d)?|ssh|ssl\/private|pam\.d|cron[\w.]*|systemd|docker|kubernetes|ld\.so[\w.]*|profile\.d)(?:\/|$)|^\/dev\/(?:sd|nvme|vd|xvd|mem|kmsg|kvm|mapper)/;

/** Credentials of a person or the deploy user, wherever the home folder is. */
const CREDENTIAL_FOLDERS = /(?:^|\/)\.(?:ssh|aws|kube|gnupg|docker|config\/gcloud)(?:\/|$)/;

/** Not the host itself, but other people's files and the traces of an attack. */
const SENSITIVE = /^\/home(?:\/[^/]+)?$|^\/var\/log$/;

/** Read-only facts every container may know. */
const HARMLESS =
  /^\/etc\/(?:localtime|timezone|ssl\/certs|pki|ca-certificates|resolv\.conf|hosts|machine-id)(?:\/|$)|^\/usr\/share\//;

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
  *check({ mounts }) {
    for (const mount of mounts) {
      const severity = severityOf(mount);
      if (severity === undefined) continue;
      const access = isReadOnly(mount) ? "read" : "read and change";
      const message = `The container of ${describeOwner(mount.owner)} can ${access} ${mount.host} of the host.`;
      yield { at: mount.at, subject: mount.host, message, severity };
    }
  },
});

function severityOf(mount: Mount): Severity | undefined {
  const { host } = mount;
  if (HARMLESS.test(host) || mount.form === "files" || isSocket(host)) return undefined;
  const grave = HOST_ITSELF.test(host) || HOST_PARTS.test(host) || CREDENTIAL_FOLDERS.test(host);
  if (grave) return isReadOnly(mount) ? "high" : "critical";
  return SENSITIVE.test(host) && !isReadOnly(mount) ? "high" : undefined;
}

/** runtime-socket speaks about these. */
function isSocket(host: string): boolean {
  return host.endsWith(".sock");
}
