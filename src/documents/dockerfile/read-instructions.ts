/** Dockerfile text -> instructions with places. The only file that knows the `dockerfile-ast` package. */
import type * as Ast from "dockerfile-ast";
import type { SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import type { DockerHeredoc, DockerPair, DockerWord, Instruction, InstructionFlag } from "./dockerfile.ts";

/** Parsing takes the package a third of a second for this much; real Dockerfiles have a hundredth of it. */
const MAX_CHARACTERS = 256 * 1024;

/** What the parser makes of a file. */
export interface ReadDockerfile {
  readonly instructions: readonly Instruction[];
  /** The character that continues a line: a backslash unless the file says otherwise. */
  readonly continuation: string;
}

/** Loaded when the first Dockerfile is seen. */
let parser: Promise<typeof Ast> | undefined;

/** Reads all instructions; undefined for a text beyond any real Dockerfile. */
export async function readInstructions(source: SourceText): Promise<ReadDockerfile | undefined> {
  if (source.text.length > MAX_CHARACTERS) return undefined;
  parser ??= import("dockerfile-ast");
  const { DockerfileParser } = await parser;
  const parsed = DockerfileParser.parse(source.text);
  return {
    instructions: parsed.getInstructions().map((instruction) => read(instruction, source)),
    continuation: parsed.getEscapeCharacter(),
  };
}

function read(instruction: Ast.Instruction, source: SourceText): Instruction {
  const keyword = instruction.getKeyword().toUpperCase();
  const span = spanOf(instruction.getRange(), source);
  const content = spanOf(instruction.getArgumentsRange(), source, span.end);
  const strings = jsonWords(instruction, source);
  const trigger = triggerOf(instruction);
  return {
    source,
    span,
    anchor: keyword,
    keyword,
    content,
    flags: flagsOf(instruction, source),
    words: strings ?? instruction.getArguments().map((word) => wordOf(word, source)),
    isJson: strings !== undefined,
    pairs: pairsOf(instruction, keyword, source),
    heredocs: heredocsOf(instruction, source),
    ...(trigger ? { trigger: read(trigger, source) } : {}),
  };
}

function triggerOf(instruction: Ast.Instruction): Ast.Instruction | undefined {
  if (instruction.getKeyword().toUpperCase() !== "ONBUILD") return undefined;
  const trigger = (instruction as Ast.Onbuild).getTriggerInstruction();
  return trigger && trigger.getKeyword().toUpperCase() !== "ONBUILD" ? trigger : undefined;
}

function spanOf(range: Ast.Argument["range"] | null, source: SourceText, fallback = 0): Span {
  if (!range) return { start: fallback, end: fallback };
  const start = source.lineStart(range.start.line + 1) + range.start.character;
  return { start, end: Math.max(start, source.lineStart(range.end.line + 1) + range.end.character) };
}

function wordOf(word: Ast.Argument, source: SourceText): DockerWord {
  return { source, span: spanOf(word.getRange(), source), text: unquoted(word.getValue()) };
}

function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

/** Strings of the JSON form; undefined for the shell form, also for what only looks like JSON. */
function jsonWords(instruction: Ast.Instruction, source: SourceText): DockerWord[] | undefined {
  if (!("getJSONStrings" in instruction)) return undefined;
  const json = instruction as Ast.JSONInstruction;
  if (!json.getOpeningBracket() || !json.getClosingBracket()) return undefined;
  return json.getJSONStrings().map((word) => {
    const span = spanOf(word.getRange(), source);
    return { source, span, text: decoded(source.text.slice(span.start, span.end)) };
  });
}

function decoded(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return unquoted(text);
  }
}

function flagsOf(instruction: Ast.Instruction, source: SourceText): InstructionFlag[] {
  const ofFrom = "getPlatformFlag" in instruction ? (instruction as Ast.From).getPlatformFlag() : null;
  const flags = "getFlags" in instruction ? (instruction as Ast.ModifiableInstruction).getFlags() : [ofFrom];
  return flags.flatMap((flag) =>
    flag
      ? [
          {
            source,
            span: spanOf(flag.getRange(), source),
            name: flag.getName(),
            value: flag.getValue() ?? "",
          },
        ]
      : [],
  );
}

function pairsOf(instruction: Ast.Instruction, keyword: string, source: SourceText): DockerPair[] {
  if (!/^(?:ARG|ENV|LABEL)$/.test(keyword) || !("getProperties" in instruction)) return [];
  return (instruction as Ast.PropertyInstruction).getProperties().map((property) => {
    const text = property.getValue();
    const range = property.getValueRange();
    const value = range && text !== null ? { source, span: spanOf(range, source), text } : undefined;
    return { source, span: spanOf(property.getRange(), source), name: property.getName(), value };
  });
}

function heredocsOf(instruction: Ast.Instruction, source: SourceText): DockerHeredoc[] {
  if (!("getHeredocs" in instruction)) return [];
  return (instruction as Ast.Run).getHeredocs().map((heredoc) => ({
    name: heredoc.getName(),
    span: spanOf(heredoc.getContentRange(), source, source.text.length),
  }));
}
