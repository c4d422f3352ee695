/** CTR-07: paths of accessories that climb out of the folder Kamal keeps for them. */
import { posix } from "node:path";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { Mount } from "../../documents/kamal/mounts.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import { isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isRuntimeSocket, severityOfMount } from "../shared/containers/sensitive-mounts.ts";
import { shortened } from "../shared/places/shortened.ts";
import { namesOwnLogin } from "../shared/secrets/own-logins.ts";

export default defineRule({
  id: "directory-traversal-mount",
  category: "container",
  severity: "high",
  confidence: "high",
  title: "Path of an accessory climbs out of its folder",
  why: 'Kamal keeps the files of an accessory in `<service>-<accessory>/` below the home of the deploy user and does not resolve `..`: `../../srv:/data` becomes `docker run … --volume "$PWD/shop-db/../../srv:/data"`, so the container gets a folder that nobody meant to share.',
  fix: "Write the folder that is meant as an absolute path, or keep to names below the accessory's own folder.",
  references: ["https://kamal-deploy.org/docs/configuration/accessories/#directories"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const mount of configuration.mounts) {
      if (!isKnown(mount.at)) continue;
      if (mount.form === "directories") yield* judgeFolder(mount, configuration);
      if (mount.form === "files") yield* judgeFile(mount, configuration);
    }
  },
});

/** Sensitive targets are the business of host-path-mount and runtime-socket, which say what is at stake. */
function* judgeFolder(mount: Mount, configuration: KamalConfiguration): Iterable<Problem> {
  const written = mount.at.text.split(":")[0]?.trim() ?? "";
  if (isRuntimeSocket(mount) || severityOfMount(mount, configuration) !== undefined) return;
  if (!climbs(written)) return;
  const folder = `The folder \`${shortened(written)}\` of ${describeOwner(mount.owner)}`;
  const at = { at: mount.at, subject: mount.host };
  if (written.startsWith("/"))
    yield { ...at, severity: "medium", message: `${folder} is really \`${shortened(mount.host)}\`.` };
  else yield { ...at, message: `${folder} climbs out of the one Kamal keeps for it.` };
}

/** What a key or login of whoever deploys does in a container is the business of accessory-file-exposed. */
function* judgeFile(
  { at, host, container, owner }: Mount,
  { source }: KamalConfiguration,
): Iterable<Problem> {
  const who = describeOwner(owner);
  if (hasDots(container)) {
    const message = `Kamal uploads this file of ${who} to \`${shortened(container)}\`, which climbs out of the folder it keeps for it.`;
    yield { at, subject: container, message };
  } else if (hasDots(host) && leavesRepository(host, source.path) && !namesOwnLogin(host)) {
    const message = `This file of ${who} is taken from outside the repository, where no review sees it.`;
    const fix = "Keep the file in the repository, or make it a secret when it holds one.";
    yield { at, subject: host, severity: "medium", message, fix };
  }
}

function hasDots(path: string): boolean {
  return /(?:^|\/)\.\.(?:\/|$)/.test(path);
}

/** `a/../b` is odd, but stays where it is; an absolute path with dots hides where it goes. */
function climbs(path: string): boolean {
  if (!hasDots(path)) return false;
  return path.startsWith("/") || posix.normalize(path.replace(/^\$PWD\/|^~\//, "")).startsWith("..");
}

/** Kamal takes local paths from where it is started: the folder that holds `config/`. */
function leavesRepository(path: string, configPath: string): boolean {
  const home = posix.dirname(configPath).replace(/(?:^|\/)config(?:\/deploy)?$/, "");
  return posix.join(home, path).startsWith("..");
}
