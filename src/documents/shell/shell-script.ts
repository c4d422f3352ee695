/**
 * A sh or bash program in the words rules speak: commands, their words, pipelines, redirections, assignments. Spans are
 * those of the file, also when the program stands inside another language or another program's quotes.
 */

import type { Segment } from "../../source/derived-text.ts";
import type { Place, SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import type { FileRole } from "../file-role.ts";

/** See the module comment. */
export interface ShellScript {
  readonly kind: "shell-script";
  readonly source: SourceText;
  /** Of the file it stands in: a hook, a workflow, a Dockerfile. */
  readonly role: FileRole;
  readonly span: Span;
  /** Every command, in order of appearance, those inside substitutions, functions and embedded programs included. */
  readonly commands: readonly ShellCommand[];
  readonly assignments: readonly ShellAssignment[];
  /** Where the script has made sure of variables. */
  readonly checks: readonly VariableCheck[];
  /** Where nesting goes deeper than a review follows; the rest of that place is not in `commands`. */
  readonly notFollowed: Span | undefined;
  /**
   * Set for a program in a string of another language: where that language puts values in before a shell reads the text. They
   * appear as variables, and start at these offsets of the file.
   */
  readonly filledIn?: ReadonlySet<number>;
  /**
   * What it is in deploy.yml: the command of a container, what an alias runs, or a value that Ruby takes from a program. What a
   * Dockerfile says a container starts with is a command too.
   */
  readonly setting?: "cmd" | "alias" | "erb";
}

/** A simple command: assignments, name, arguments, redirections. */
export interface ShellCommand extends Place {
  /** Undefined for a line of assignments or redirections only. */
  readonly name: ShellWord | undefined;
  readonly arguments: readonly ShellWord[];
  readonly redirections: readonly Redirection[];
  /** Redirections of the loops and blocks around it, innermost first: a command reads their input too. */
  readonly surrounding: readonly Redirection[];
  /** The pipeline stages it stands in, outermost first; substitutions start afresh. */
  readonly stages: readonly Stage[];
  /** Name of the function it stands in. */
  readonly inFunction: string | undefined;
  /** Where the command runs when it isn't the machine that runs the script. */
  readonly runsOn: "here" | "remote" | "container";
  /** The command that carries the program it stands in, such as an `ssh`; undefined in the script itself. */
  readonly within: ShellCommand | undefined;
  /** True when what it prints is taken by `$(…)` or `<(…)`. */
  readonly captured: boolean;
  /** For the call of a function that runs its arguments as a command: how many stand before that command. */
  readonly handsOn?: number;
  /** For the call of a function that stands for another command: all words of that one. */
  readonly standsFor?: readonly ShellWord[];
}

/** A range of the script in which something is known of a variable. */
export interface VariableCheck {
  readonly name: string;
  /** `pattern`: its value can only be harmless text; `nonempty`: it has a value. */
  readonly kind: "pattern" | "nonempty";
  readonly inFunction: string | undefined;
  readonly span: Span;
}

/** One position in a pipeline. */
export interface Stage {
  readonly pipeline: Pipeline;
  readonly index: number;
}

/** Commands connected by `|`: `stages[i]` holds all commands of the i-th part. */
export interface Pipeline {
  readonly span: Span;
  readonly stages: readonly (readonly ShellCommand[])[];
}

/** `NAME=value`, also after `export`, `local` and the like; `for NAME in …` counts as one for each of its words. */
export interface ShellAssignment extends Place {
  readonly name: string;
  /** Undefined for an empty value. */
  readonly value: ShellWord | undefined;
  readonly inFunction: string | undefined;
  /** The innermost `if` or `case` it stands in: behind that, the variable may not have been set. */
  readonly branch: Span | undefined;
}

/** `> file`, `<<< word`, `<<EOF`. */
export interface Redirection {
  readonly operator: string;
  /** `2` in `2> file`; undefined where it is left to the operator. */
  readonly descriptor: string | undefined;
  readonly target: ShellWord | undefined;
  readonly heredoc: Heredoc | undefined;
}

/** The body of a here-document; expansions happen in it unless its delimiter is quoted. */
export interface Heredoc {
  readonly span: Span;
  /** From `<<` to the end of the delimiter. */
  readonly operator: Span;
  readonly quoted: boolean;
  readonly parts: readonly WordPart[];
}

/** A word before expansion. */
export interface ShellWord extends Place {
  readonly parts: readonly WordPart[];
  /** The word's value when nothing in it is expanded. */
  readonly literal: string | undefined;
}

/** A piece of a word. `quotes` says what protects it from splitting and globbing. */
export type WordPart =
  | {
      readonly kind: "literal";
      readonly text: string;
      readonly segments: readonly Segment[];
      readonly quotes: Quotes;
      readonly span: Span;
    }
  | {
      readonly kind: "variable";
      readonly name: string;
      /** `:-`, `#`, `//`, `@Q` and the like; `length` for `${#X}`, `indirect` for `${!X}`; empty for a plain variable. */
      readonly operator: string;
      /** The word after the operator. */
      readonly inner: readonly WordPart[];
      readonly quotes: Quotes;
      readonly span: Span;
    }
  | {
      readonly kind: "substitution";
      readonly commands: readonly ShellCommand[];
      readonly quotes: Quotes;
      readonly span: Span;
    }
  | {
      readonly kind: "process";
      readonly commands: readonly ShellCommand[];
      readonly quotes: Quotes;
      readonly span: Span;
    }
  | { readonly kind: "arithmetic"; readonly quotes: Quotes; readonly span: Span };

/** How a part of a word is quoted. */
export type Quotes = "none" | "single" | "double";

/** The literal name of a command without its folder: `/usr/bin/curl` is `curl`. */
export function commandName(command: ShellCommand): string | undefined {
  const literal = command.name?.literal;
  return literal?.includes("/") ? literal.replace(/^.*\//, "") : literal;
}

/** No person writes longer pipelines; the bound keeps looking at each command of one linear. */
const MAX_FEEDING_STAGES = 32;

/** Commands whose output can reach the standard input of `command` through pipes. */
export function feeders(command: ShellCommand): ShellCommand[] {
  return command.stages.flatMap(({ pipeline, index }) =>
    pipeline.stages.slice(Math.max(0, index - MAX_FEEDING_STAGES), index).flat(),
  );
}

/** The stages that what a command prints goes through. */
export function laterStages({ stages }: ShellCommand): (readonly ShellCommand[])[] {
  return stages.flatMap(({ pipeline, index }) =>
    pipeline.stages.slice(index + 1, index + 1 + MAX_FEEDING_STAGES),
  );
}

/** The commands that run while a word is expanded. */
export function substitutedCommands(word: ShellWord): ShellCommand[] {
  return word.parts.flatMap(commandsOfPart);
}

function commandsOfPart(part: WordPart): readonly ShellCommand[] {
  if (part.kind === "variable") return part.inner.flatMap(commandsOfPart);
  return part.kind === "substitution" || part.kind === "process" ? part.commands : [];
}

/** True for what another language puts into the program before a shell reads it: no quotes of the shell protect it. */
export function isFilledIn(part: WordPart, script: ShellScript): boolean {
  return part.kind === "variable" && script.filledIn?.has(part.span.start) === true;
}
