/** Files of the repository that a container starts with: `ENTRYPOINT ["/rails/bin/docker-entrypoint"]`. */
import { posix } from "node:path";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { lineageOf } from "./dockerfile.ts";

/** Nobody's command lines have the program further back: `["tini", "--", "bash", "/entrypoint.sh"]`. */
const MAX_WORDS = 5;

/**
 * Paths that the files may have, meant from the root of the repository or from the Dockerfile's folder; those that don't exist do
 * no harm. Of the shell form its program tells.
 */
export function entrypointsOf(dockerfile: Dockerfile): string[] {
  const stage = dockerfile.stages.at(-1);
  if (!stage) return [];
  const stages = lineageOf(stage, dockerfile);
  const instructions = stages.flatMap((one) => one.instructions);
  const paths = ["ENTRYPOINT", "CMD"]
    .flatMap((keyword) => lastIn(stages, keyword) ?? [])
    .filter(({ isJson }) => isJson)
    .flatMap(({ words }) => words.slice(0, MAX_WORDS).map(({ text }) => text))
    .filter((text) => /^[\w./-]+$/.test(text) && /\/|\.sh$/.test(text))
    .flatMap((text) => [...copiedFrom(text, instructions), ...besideWork(text, instructions)]);
  const folder = posix.dirname(dockerfile.source.path);
  const all = paths.flatMap((path) => [posix.normalize(path), posix.join(folder, path)]);
  return [...new Set(all)].filter((path) => !path.startsWith("..") && !posix.isAbsolute(path));
}

/** The one that counts: the last of the stage itself, else of those it is built on. */
function lastIn(stages: readonly Stage[], keyword: string): Instruction | undefined {
  return stages
    .map(({ instructions }) => instructions.findLast((one) => one.keyword === keyword))
    .find((one) => one !== undefined);
}

/** What COPY puts there. */
function copiedFrom(path: string, instructions: readonly Instruction[]): string[] {
  return instructions.flatMap(({ keyword, flags, words }) => {
    if (!/^(?:COPY|ADD)$/.test(keyword) || flags.some(({ name }) => name === "from")) return [];
    const target = words.at(-1)?.text ?? "";
    const sources = words.slice(0, -1).map(({ text }) => text);
    if (target === path) return sources.slice(0, 1);
    return sources.filter((source) => posix.join(target, posix.basename(source)) === path);
  });
}

/** What `COPY . .` puts into the folder that the image works in. */
function besideWork(path: string, instructions: readonly Instruction[]): string[] {
  if (!posix.isAbsolute(path)) return [path];
  const folders = instructions.flatMap(({ keyword, words }) =>
    keyword === "WORKDIR" && words[0] ? [`${words[0].text.replace(/\/$/, "")}/`] : [],
  );
  return folders.filter((folder) => path.startsWith(folder)).map((folder) => path.slice(folder.length));
}
