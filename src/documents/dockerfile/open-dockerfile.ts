/** Dockerfile text -> `Dockerfile`. */
import type { SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import type { ProgramText } from "../program-text.ts";
import type { BaseImage, Dockerfile, DockerWord, Instruction, Stage } from "./dockerfile.ts";
import { programsOfStage } from "./programs-of-stage.ts";
import { readInstructions } from "./read-instructions.ts";
import { type DockerScope, expand, scopeOf } from "./variables.ts";

/** A Dockerfile, its programs, and what could not be read of it. */
export interface OpenedDockerfile {
  readonly dockerfile: Dockerfile;
  readonly programs: readonly ProgramText[];
  readonly troubles: readonly DockerfileTrouble[];
}

/** `reason` completes "Dockerfile …". */
export interface DockerfileTrouble {
  readonly reason: string;
  readonly span: Span;
}

const KEYWORDS = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(
    " ",
  ),
);

/** Each finding of this kind says the same, so a few will do. */
const MAX_TROUBLES = 5;

/** Opens a Dockerfile; a trouble alone for a text beyond any real one. */
export async function openDockerfile(source: SourceText): Promise<OpenedDockerfile | DockerfileTrouble> {
  const read = await readInstructions(source);
  if (!read) return { reason: "is larger than a Dockerfile can sensibly be", span: { start: 0, end: 0 } };
  const { instructions, continuation } = read;
  const first = instructions.findIndex(({ keyword }) => keyword === "FROM");
  const preamble = first < 0 ? instructions : instructions.slice(0, first);
  const stages = stagesOf(instructions.slice(preamble.length), scopeOf(preamble));
  const dockerfile: Dockerfile = { kind: "dockerfile", source, preamble, stages };
  const programs = stages.flatMap((stage) => programsOfStage(stage, continuation));
  return { dockerfile, programs, troubles: troublesOf(instructions, stages) };
}

/** True when nothing could be read. */
export function isDockerfileTrouble(
  opened: OpenedDockerfile | DockerfileTrouble,
): opened is DockerfileTrouble {
  return "reason" in opened;
}

function stagesOf(instructions: readonly Instruction[], globals: DockerScope): Stage[] {
  const groups: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === "FROM") groups.push([instruction]);
    else groups.at(-1)?.push(instruction);
  }
  const stages: Stage[] = [];
  const indexes = new Map<string, number>();
  for (const [from, ...rest] of groups) {
    if (!from) continue;
    const index = stages.length;
    const name = nameOf(from.words);
    stages.push({ name, index, base: baseOf(from, globals, indexes), instructions: rest });
    if (name !== undefined) indexes.set(name, index);
  }
  return stages;
}

/** `FROM image AS name`. */
function nameOf(words: readonly DockerWord[]): string | undefined {
  return words[1]?.text.toLowerCase() === "as" ? words[2]?.text.toLowerCase() : undefined;
}

function baseOf(from: Instruction, globals: DockerScope, indexes: ReadonlyMap<string, number>): BaseImage {
  const [word] = from.words;
  const reference = word && expand(word.text, globals);
  const { source, span } = word ?? from;
  return { source, span, anchor: "FROM", reference, stage: indexes.get(reference?.toLowerCase() ?? "") };
}

/** Docker refuses such a file, or reads something else than the author meant; what it hides was not reviewed. */
function troublesOf(instructions: readonly Instruction[], stages: readonly Stage[]): DockerfileTrouble[] {
  const unknown = instructions
    .filter(({ keyword }) => !KEYWORDS.has(keyword))
    .map(({ span }) => ({ reason: "has an instruction that Docker does not know", span }));
  if (stages.length === 0 && unknown.length === 0)
    return [{ reason: "has no FROM, so Docker can't build it", span: { start: 0, end: 0 } }];
  return unknown.slice(0, MAX_TROUBLES);
}
