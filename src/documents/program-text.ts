/** Programs that stand as a part of a file in another language: a step of a workflow, a RUN of a Dockerfile. */
import type { DerivedText } from "../source/derived-text.ts";
import type { ProgramLanguage } from "./program/program.ts";
import { languageOfInterpreter } from "./script-language.ts";
import type { ShellSetting } from "./shell/open-shell.ts";

/** One of them. */
export interface ProgramText {
  readonly program: DerivedText;
  readonly language: "shell" | ProgramLanguage;
  /** What is known of shell text besides the file it stands in. */
  readonly setting?: Omit<ShellSetting, "role">;
}

/** The program for the interpreter that its surroundings name; none for a language that a review can't read. */
export function programTexts(interpreter: string, program: DerivedText): ProgramText[] {
  const language = languageOfInterpreter(interpreter.replace(/^.*\//, ""));
  return language === "unknown" ? [] : [{ program, language }];
}
