/** Programs that stand as a part of a file in another language: a step of a workflow, a RUN of a Dockerfile. */
import type { DerivedText } from "../source/derived-text.ts";
import type { ProgramLanguage } from "./program/program.ts";
import { languageOfInterpreter } from "./script-language.ts";

/** One of them. */
export interface ProgramText {
  readonly program: DerivedText;
  readonly language: "shell" | ProgramLanguage;
  /** True for what a container runs when it starts, and false for what builds its image. */
  readonly atStart?: boolean;
}

/** The program for the interpreter that its surroundings name; none for a language that a review can't read. */
export function programTexts(interpreter: string, program: DerivedText): ProgramText[] {
  const language = languageOfInterpreter(interpreter.replace(/^.*\//, ""));
  return language === "unknown" ? [] : [{ program, language }];
}
