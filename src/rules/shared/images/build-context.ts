/** What goes into a build from the working directory, and the files that decide what of it is used. */
import { posix } from "node:path";
import { type BuiltImage, homeOf } from "../../../documents/dockerfile/built-images.ts";
import type { TextFile } from "../../../documents/document.ts";
import type { Project } from "../../../documents/project.ts";

/** The folder from which Kamal is started, seen from the context of a build; undefined when it lies outside of it. */
export function homeInContext({ configuration, context = "" }: BuiltImage): string | undefined {
  const path = posix.relative(context, homeOf(configuration.source.path));
  return path.startsWith("..") ? undefined : path;
}

/** The Dockerfile of a build, when it is among the files. */
export function dockerfileOf({ dockerfile }: BuiltImage, project: Project): TextFile | undefined {
  return textFileAt(dockerfile, project);
}

/** The ignore file of a build: Docker prefers the one named after the Dockerfile. "unknown" when it was not read. */
export function ignoreFileOf(
  { dockerfile, context = "" }: BuiltImage,
  project: Project,
): TextFile | undefined | "unknown" {
  const paths = [`${dockerfile}.dockerignore`, posix.join(context, ".dockerignore")];
  const path = paths.find((candidate) => isListed(candidate, project));
  return path === undefined ? undefined : (textFileAt(path, project) ?? "unknown");
}

/** True when the commit has the file, read or not. */
export function isListed(path: string, { documents }: Project): boolean {
  return documents.some((document) => document.kind === "repository" && document.paths.has(path));
}

function textFileAt(path: string, { documents }: Project): TextFile | undefined {
  return documents.find(
    (document): document is TextFile => document.kind === "text-file" && document.source.path === path,
  );
}
