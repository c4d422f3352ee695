/** Which paths of the host a container must not see, and the sockets that are worse than any path. */
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import { isReadOnly, type Mount } from "../../../documents/kamal/mounts.ts";
import type { Severity } from "../../../engine/severity.ts";
import { imageOf, watchesContainers } from "./container-watchers.ts";
import { hostPathOf } from "./host-path.ts";

/** Folders that are the host: whoever writes there controls it, whoever reads there finds keys. */
const HOST_ITSELF =
  /^\/(?:etc|root|proc|dev|boot|run|var|var\/run|var\/lib|var\/lib\/(?:docker|docker\/volumes|containerd|kubelet))?$/;

/** Parts of it that hold keys and passwords. */
const HOST_SECRETS =
  /^\/etc\/(?:g?shadow|sudoers(?:\.d)?|ssh|ssl\/private|kubernetes)(?:\/|$)|^\/proc\/(?:1|kcore|sys|sysrq-trigger)(?:\/|$)|^\/dev\/(?:sd|nvme|vd|xvd|mem|kmsg|mapper)|^\/var\/lib\/kubelet\//;

/** Credentials of a person or the deploy user, wherever the home folder is. */
const CREDENTIAL_FOLDERS = /(?:^|\/)\.(?:ssh|aws|kube|gnupg|docker|azure|netrc|config\/gcloud)(?:\/|$)/;

/** Files in which a single program keeps its login. */
const LOGIN_FILES =
  /(?:^|\/)\.(?:s3cfg|git-credentials|pgpass|my\.cnf|npmrc|vault-token|boto|config\/(?:rclone|gh|hcloud|doctl|op))(?:\/|$)/;

/** Parts that say nothing secret, but decide what the host runs and who may log in. */
const HOST_CONTROL =
  /^\/var\/spool\/cron(?:\/|$)|^\/etc\/(?:passwd|group|pam\.d|cron[\w.]*|systemd|init\.d|docker|ld\.so[\w.]*|profile(?:\.d)?|environment)(?:\/|$)|^\/(?:(?:usr|usr\/local)(?:\/s?bin|\/lib)?|s?bin|lib|lib\/systemd|usr\/lib\/systemd|boot|sys)$/;

/** Single programs and modules of the host. */
const HOST_PROGRAMS = /^\/(?:usr\/(?:local\/)?)?s?bin\/|^\/lib\/modules$/;

/** Not the host itself, but home folders of people and the traces of an attack. */
const OTHERS_FILES =
  /^\/(?:home(?:\/(?!\.|(?:storage|data|files|uploads|media|shared|backups?|www|apps?)$)[^/]+)?|~|var\/log)$/;

/** Logs and environment of every container. */
const CONTAINER_LOGS = /^\/var\/lib\/docker\/containers(?:\/|$)/;

/** How grave a mount is; undefined for what an application may have. */
export function severityOfMount(mount: Mount, { accessories }: KamalConfiguration): Severity | undefined {
  const path = hostPathOf(mount.host);
  if (path === undefined || mount.form === "files" || path.endsWith(".sock")) return undefined;
  if (LOGIN_FILES.test(path)) return "high";
  const grave = HOST_ITSELF.test(path) || HOST_SECRETS.test(path) || CREDENTIAL_FOLDERS.test(path);
  if (isReadOnly(mount)) {
    if (!grave) return /^\/(?:sys|boot|home)$/.test(path) || CONTAINER_LOGS.test(path) ? "medium" : undefined;
    // Monitors read the host by profession, though not anybody's keys.
    const watches = !CREDENTIAL_FOLDERS.test(path) && watchesContainers(imageOf(mount.owner, accessories));
    return watches ? "medium" : "high";
  }
  if (grave || HOST_CONTROL.test(path) || CONTAINER_LOGS.test(path)) return "critical";
  return OTHERS_FILES.test(path) || HOST_PROGRAMS.test(path) ? "high" : undefined;
}

/** The sockets themselves, of the system or of a user, and the folders that hold nothing else. */
const SOCKET =
  /^(?:\/|~|\$)(?:.*\/)?(?:docker|podman|containerd|crio|cri-dockerd|dockershim|buildkitd)\.sock$|^\/(?:var\/)?run\/(?:containerd|podman|crio)$/;

/** True for the control socket of a container runtime. */
export function isRuntimeSocket({ host }: Mount): boolean {
  return SOCKET.test(host);
}
