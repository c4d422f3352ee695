/** DKF-01: the image that Kamal builds runs its processes as root. */
import type { BuiltImage } from "../../documents/dockerfile/built-images.ts";
import {
  type Dockerfile,
  type DockerWord,
  lineageOf,
  type Stage,
} from "../../documents/dockerfile/dockerfile.ts";
import { expand, scopeAtEnd } from "../../documents/dockerfile/variables.ts";
import { get, isKnown, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { isRootUser, userOfImage } from "../shared/containers/image-users.ts";
import { buildsOf, imageStages } from "../shared/images/built-images.ts";

export default defineRule({
  id: "image-runs-as-root",
  category: "container",
  severity: "low",
  confidence: "high",
  title: "Image that runs as root",
  why: "Whoever gets to run code in the application is root in its container, may change every file of it and of what is mounted, and needs one more fault only to be root on the host.",
  fix: "Create a user in the last stage and switch to it with `USER 1000:1000` after the files are in place.",
  references: ["https://docs.docker.com/build/building/best-practices/#user"],
  appliesTo: ["dockerfile"],
  *check(dockerfile, project) {
    for (const [stage, builds] of imageStages(dockerfile, buildsOf(dockerfile, project))) {
      if (!builds.some(leavesUserToImage) || dropsRoot(stage, dockerfile)) continue;
      yield* judge(stage, dockerfile, builds.some(mountsHostPaths) ? "medium" : "low");
    }
  },
});

function* judge(stage: Stage, dockerfile: Dockerfile, severity: Severity): Iterable<Problem> {
  const [lowest] = lineageOf(stage, dockerfile).slice(-1);
  const user = lastUser(stage, dockerfile);
  if (user) {
    const name = expand(user.text, scopeAtEnd(stage, dockerfile));
    if (name !== undefined && isRootUser(name))
      yield { at: { ...user, anchor: "USER" }, severity, message: "The image ends with root as its user." };
    return;
  }
  const base = userOfImage(lowest?.base.reference);
  if (base === "other") return;
  const message = "No USER line follows, so what this stage builds runs as root.";
  if (base === "root") yield { at: stage.base, severity, message };
  else
    yield {
      at: stage.base,
      severity: "info",
      confidence: "low",
      message:
        "No USER line follows, so what this stage builds runs as root unless its base image says otherwise.",
    };
}

function lastUser(stage: Stage, dockerfile: Dockerfile): DockerWord | undefined {
  const users = lineageOf(stage, dockerfile).map(({ instructions }) =>
    instructions.findLast(({ keyword }) => keyword === "USER"),
  );
  return users.find((instruction) => instruction !== undefined)?.words[0];
}

/** Entry points that start as root to prepare volumes and then step down. */
function dropsRoot(stage: Stage, { source }: Dockerfile): boolean {
  return stage.instructions.some(
    ({ keyword, content }) =>
      /^(?:CMD|ENTRYPOINT|RUN)$/.test(keyword) &&
      /\b(?:gosu|su-exec|setpriv|s6-setuidgid|chpst|runuser)\b/.test(
        source.text.slice(content.start, content.end),
      ),
  );
}

/** True unless every role is started with a user of its own. */
function leavesUserToImage({ configuration }: BuiltImage): boolean {
  const users = configuration.roles.map(({ settings }) => scalarOf(get(get(settings, "options"), "user")));
  return users.length === 0 || users.some((user) => !user || (isKnown(user) && isRootUser(user.text)));
}

/** Root inside is root outside for files of the host. */
function mountsHostPaths({ configuration }: BuiltImage): boolean {
  return configuration.mounts.some(
    ({ owner, host, options }) =>
      (owner.kind === "root" || owner.kind === "role") && host.startsWith("/") && !options.includes("ro"),
  );
}
