/** DKF-04: files with secrets that COPY and ADD take into the image. */
import type { BuiltImage } from "../../documents/dockerfile/built-images.ts";
import type { DockerWord, Instruction } from "../../documents/dockerfile/dockerfile.ts";
import type { Project } from "../../documents/project.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { buildsOf, keptStages, usedStages } from "../shared/images/built-images.ts";
import { readDockerignore } from "../shared/images/dockerignore.ts";
import { isCopiedOn } from "../shared/images/stage-copies.ts";
import { holdsSecrets, isSecretFileName } from "../shared/secrets/secret-files.ts";

export default defineRule({
  id: "image-copies-secret-files",
  category: "dockerfile",
  severity: "high",
  confidence: "medium",
  title: "Secret files copied into the image",
  why: "Everybody who may pull the image can read its files, also those that a later layer deletes.",
  fix: "Exclude the files in .dockerignore, and hand secrets over with `--mount=type=secret` or `env.secret`.",
  references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  appliesTo: ["dockerfile"],
  *check(dockerfile, project) {
    const builds = buildsOf(dockerfile, project);
    const kept = keptStages(dockerfile, builds);
    let wholeFolder: DockerWord | undefined;
    for (const stage of usedStages(dockerfile, builds))
      for (const instruction of stage.instructions) {
        for (const word of sourcesOf(instruction)) {
          if (isWholeFolder(word, instruction)) wholeFolder ??= word;
          else {
            const isKept = (): boolean =>
              kept.has(stage) || isCopiedOn({ instruction, stage }, kept, dockerfile);
            yield* judgeFile(word, instruction, { builds, project, isKept });
          }
        }
      }
    if (wholeFolder) yield* judgeFolder(wholeFolder, builds, project);
  },
});

/** Sources of COPY and ADD, here-documents apart. */
function sourcesOf({ keyword, words, heredocs }: Instruction): readonly DockerWord[] {
  return /^(?:COPY|ADD)$/.test(keyword) && heredocs.length === 0 ? words.slice(0, -1) : [];
}

function isWholeFolder({ text }: DockerWord, { flags }: Instruction): boolean {
  return /^(?:\.\/?|\.\/\*|\*|\/)$/.test(text) && !flags.some(({ name }) => name === "from");
}

interface Around {
  readonly builds: readonly BuiltImage[];
  readonly project: Project;
  /** Asked only about files that hold secrets. */
  readonly isKept: () => boolean;
}

function* judgeFile(word: DockerWord, { flags }: Instruction, around: Around): Iterable<Problem> {
  if (!isSecretFileName(word.text)) return;
  const fromStage = flags.some(({ name }) => name === "from");
  if (!fromStage && isHarmlessHere(word.text, around)) return;
  const isKept = around.isKept();
  yield {
    at: { ...word, anchor: "COPY" },
    severity: isKept ? "high" : "medium",
    message: isKept
      ? "This copies a file that holds secrets by its name into the image."
      : "This copies a file that holds secrets by its name into a layer of the build.",
  };
}

/** Committed files can be looked at; ignored ones make the build fail. */
function isHarmlessHere(written: string, { builds, project }: Around): boolean {
  return builds.every((build) => {
    const path = [build.context, written.replace(/^\.?\//, "")].filter((part) => part).join("/");
    if (/[*?]/.test(path)) return false;
    return (
      holdsSecrets(path, project) === false ||
      ignoresOf(build, project)?.(written.replace(/^\.?\//, "")) === true
    );
  });
}

/** A fresh clone, Kamal's default, holds nothing but commits; what else a working folder holds is `dirty-context`'s matter. */
function* judgeFolder(word: DockerWord, builds: readonly BuiltImage[], project: Project): Iterable<Problem> {
  const build = builds.find(({ usesWorkingFolder }) => !usesWorkingFolder);
  if (!build || build.context === undefined || ignoresOf(build, project)?.(".git/config")) return;
  yield {
    at: { ...word, anchor: "COPY" },
    severity: "low",
    strictness: "pedantic",
    message:
      "This copies the whole history of the repository along, since .dockerignore does not exclude `.git`.",
  };
}

const IGNORES = new WeakMap<BuiltImage, ((path: string) => boolean) | "none">();

/** Read once for each build. */
function ignoresOf(build: BuiltImage, project: Project): ((path: string) => boolean) | undefined {
  const known = IGNORES.get(build) ?? readIgnores(build, project) ?? "none";
  IGNORES.set(build, known);
  return known === "none" ? undefined : known;
}

/** Docker prefers the file beside the Dockerfile that bears its name. */
function readIgnores(build: BuiltImage, { documents }: Project): ((path: string) => boolean) | undefined {
  const root = build.context ? `${build.context}/` : "";
  const paths = [`${build.dockerfile}.dockerignore`, `${root}.dockerignore`];
  const files = documents.filter((document) => document.kind === "text-file");
  const [file] = paths.flatMap((path) => files.find(({ source }) => source.path === path) ?? []);
  return file && readDockerignore(file.source.text);
}
