/** BLD-02: the image is built from the working directory instead of a clean clone, and secrets lie in it. */
import { posix } from "node:path";
import { type BuiltImage, builtImageOf } from "../../documents/dockerfile/built-images.ts";
import type { TextFile } from "../../documents/document.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { Project } from "../../documents/project.ts";
import { dig, isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { dockerfileOf, homeInContext, ignoreFileOf, isListed } from "../shared/images/build-context.ts";
import { readDockerignore } from "../shared/images/dockerignore.ts";

export default defineRule({
  id: "dirty-context",
  category: "builder",
  severity: "medium",
  confidence: "medium",
  title: "Image built from the working directory",
  why: "Without `context`, Kamal builds from a fresh clone of the commit; with it, `docker buildx build … CONTEXT` takes every file that lies there, committed or not, and `COPY .` puts what .dockerignore does not exclude into a layer of the image.",
  fix: "Drop `context`, or let .dockerignore exclude `.env*`, `config/*.key` and `.git`.",
  references: [
    "https://kamal-deploy.org/docs/configuration/builders/",
    "https://docs.docker.com/build/concepts/context/#dockerignore-files",
  ],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    const at = scalarOf(dig(configuration.root, "builder", "context"));
    const build = builtImageOf(configuration);
    if (at && build?.context !== undefined && isKnown(at)) yield* judge(at, build, project);
  },
});

function* judge(at: YamlScalar, build: BuiltImage, project: Project): Iterable<Problem> {
  const ignore = ignoreFileOf(build, project);
  if (ignore === "unknown") return;
  const isExcluded = readDockerignore(ignore?.source.text ?? "");
  const open = secretsIn(build, project).find((path) => !isExcluded(path));
  if (open !== undefined && copiesAll(dockerfileOf(build, project))) {
    const message = ignore
      ? `The working directory goes into the build, and .dockerignore lets \`${open}\` through.`
      : `The working directory goes into the build, \`${open}\` included: there is no .dockerignore in it.`;
    yield { at, severity: isLikely(open, build) ? "medium" : "low", message };
  } else {
    const history = isExcluded(".git/config") ? "" : ", and the history in `.git` with it";
    const message = `The working directory goes into the build, uncommitted files included${history}.`;
    yield { at, severity: "info", message };
  }
}

/** Values for production seldom lie around; a plain .env does. */
function isLikely(path: string, { configuration }: BuiltImage): boolean {
  return !path.endsWith(".env.production") && stakesOf(configuration.destination) !== "sandbox";
}

/** Files with secrets that people have in their working directory and do not commit, seen from the context. */
function secretsIn(build: BuiltImage, project: Project): string[] {
  return [...new Set(["", homeInContext(build) ?? ""])].flatMap((inside) => {
    const encrypted = posix.join(build.context ?? "", inside, "config/credentials.yml.enc");
    const key = isListed(encrypted, project) ? ["config/master.key"] : [];
    return [".env", ".env.production", ...key].map((name) => posix.join(inside, name));
  });
}

/** A Dockerfile that names what it copies leaves the rest behind; one that nobody read may do anything. */
function copiesAll(dockerfile: TextFile | undefined): boolean {
  if (!dockerfile) return true;
  return /^[ \t]*(?:COPY|ADD)[ \t]+(?:--\S+[ \t]+)*(?:\[[ \t]*)?["']?\.{1,2}\/?["']?[ \t,]/im.test(
    dockerfile.source.text,
  );
}
