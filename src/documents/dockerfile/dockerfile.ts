/** A Dockerfile in the words rules speak: stages, what each builds on, and its instructions, each with its place. */
import type { Place, SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";

/** See the module comment. Only Dockerfiles that Kamal builds become documents. */
export interface Dockerfile {
  readonly kind: "dockerfile";
  readonly source: SourceText;
  /** What stands before the first FROM: `ARG`s that FROM lines may use. */
  readonly preamble: readonly Instruction[];
  readonly stages: readonly Stage[];
}

/** What one FROM starts. */
export interface Stage {
  /** The name after AS, in lower case since Docker ignores case there. */
  readonly name: string | undefined;
  readonly index: number;
  readonly base: BaseImage;
  readonly instructions: readonly Instruction[];
}

/** The image of a FROM line. The place is that of the reference as written. */
export interface BaseImage extends Place {
  /** With the defaults of ARGs filled in; undefined when a variable has none. */
  readonly reference: string | undefined;
  /** Index of the stage it names, if it names one. */
  readonly stage: number | undefined;
}

/** One instruction, its continuation lines and here-documents included. */
export interface Instruction extends Place {
  /** In upper case. */
  readonly keyword: string;
  readonly flags: readonly InstructionFlag[];
  /** Arguments without flags; those of the JSON form are decoded. */
  readonly words: readonly DockerWord[];
  readonly isJson: boolean;
  /** `NAME=value` of ENV, ARG and LABEL. */
  readonly pairs: readonly DockerPair[];
  readonly heredocs: readonly DockerHeredoc[];
  /** What ONBUILD keeps for the images that are built on this one. */
  readonly trigger?: Instruction;
  /** Everything after keyword and flags, here-documents included. */
  readonly content: Span;
}

/** `--from=build`. */
export interface InstructionFlag extends Place {
  readonly name: string;
  readonly value: string;
}

/** One argument. */
export interface DockerWord extends Place {
  readonly text: string;
}

/** A variable that an instruction sets or declares. */
export interface DockerPair extends Place {
  readonly name: string;
  /** Undefined for `ARG NAME` without a default. */
  readonly value: DockerWord | undefined;
}

/** A here-document of RUN, COPY or ADD; the span is that of its lines without the closing one. */
export interface DockerHeredoc {
  readonly name: string;
  readonly span: Span;
}

/** The stages that a stage builds on, nearest first, itself included. */
export function lineageOf(stage: Stage, { stages }: Dockerfile): Stage[] {
  const lineage: Stage[] = [];
  for (let next: Stage | undefined = stage; next; ) {
    lineage.push(next);
    // a stage can only build on an earlier one, so this ends
    next = next.base.stage === undefined ? undefined : stages[next.base.stage];
  }
  return lineage;
}

/** The stage that `docker build --target` or, without a target, the end of the file stands for. */
export function targetStage({ stages }: Dockerfile, target: string | undefined): Stage | undefined {
  if (target === undefined) return stages.at(-1);
  return (
    stages.find(({ name }) => name === target.toLowerCase()) ??
    (/^\d+$/.test(target) ? stages[Number(target)] : undefined)
  );
}
