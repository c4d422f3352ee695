/** BLD-02: the image is built from the working directory instead of a clean clone, and secrets lie in it. */
import { posix } from "node:path";
import { isExcluded, readDockerIgnore } from "../../documents/docker-ignore.ts";
import type { TextFile } from "../../documents/document.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { Project } from "../../documents/project.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import {
  type BuildContext,
  buildContextOf,
  dockerfileOf,
  isListed,
  textFileAt,
} from "../shared/build-context.ts";

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
    const context = buildContextOf(configuration);
    if (context) yield* judge(context, configuration, project);
  },
});

function* judge(
  context: BuildContext,
  configuration: KamalConfiguration,
  project: Project,
): Iterable<Problem> {
  const { at } = context;
  const dockerfile = dockerfileOf(configuration, project);
  const ignore = ignoreFileOf(context, dockerfile, project);
  if (ignore === "unknown") return;
  const patterns = readDockerIgnore(ignore?.source.text ?? "");
  const open = secretsIn(context, project).find((path) => !isExcluded(patterns, path));
  if (open !== undefined && copiesAll(dockerfile)) {
    // Values for production seldom lie around; a plain .env does.
    const isLikely = !open.endsWith(".env.production") && stakesOf(configuration.destination) !== "sandbox";
    const severity = isLikely ? "medium" : "low";
    const message = ignore
      ? `The working directory goes into the build, and .dockerignore lets \`${open}\` through.`
      : `The working directory goes into the build, \`${open}\` included: there is no .dockerignore in it.`;
    yield { at, severity, message };
  } else {
    const history = isExcluded(patterns, ".git/config") ? "" : ", and the history in `.git` with it";
    const message = `The working directory goes into the build, uncommitted files included${history}.`;
    yield { at, severity: "info", message };
  }
}

/** Docker prefers the one named after the Dockerfile. "unknown" when it exists and was not read. */
function ignoreFileOf(
  { folder }: BuildContext,
  dockerfile: TextFile | undefined,
  project: Project,
): TextFile | undefined | "unknown" {
  const own = dockerfile && `${dockerfile.source.path}.dockerignore`;
  const paths = [...(own === undefined ? [] : [own]), posix.join(folder, ".dockerignore")];
  const path = paths.find((candidate) => isListed(candidate, project));
  return path === undefined ? undefined : (textFileAt(path, project) ?? "unknown");
}

/** Files with secrets that people have in their working directory and do not commit, seen from the context. */
function secretsIn({ folder, home }: BuildContext, project: Project): string[] {
  const folders = [...new Set(["", ...(home === undefined ? [] : [home])])];
  return folders.flatMap((inside) => {
    const encrypted = posix.join(folder, inside, "config/credentials.yml.enc");
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
