/** The Ruby of a file's ERB tags, as one program: what Kamal runs before it reads any YAML. */
import { type DerivedText, deriveText, type Segment } from "../../source/derived-text.ts";
import type { Place, SourceText } from "../../source/source-text.ts";
import { type RubyCommand, readRubyCommands } from "../ruby/ruby-commands.ts";
import { type RubySetting, type RubyUse, readRubyUses } from "../ruby/ruby-uses.ts";
import type { RenderedErb, RenderedTag } from "./render-erb.ts";

/** See the module comment. Exists only for files with tags that are more than plain lookups. */
export interface ErbProgram {
  readonly kind: "erb-program";
  readonly source: SourceText;
  readonly commands: readonly RubyCommand[];
  readonly calls: readonly RubyUse[];
  readonly settings: readonly RubySetting[];
  /** Texts that a tag may print, or that a statement comes to. */
  readonly results: readonly Place[];
  /** The tags whose Ruby this is. */
  readonly tags: readonly RenderedTag[];
}

/** True when a tag runs code whose effect can't be read off it. */
export function runsRuby(tag: RenderedTag): boolean {
  return tag.tag.kind === "code" || (tag.tag.kind === "output" && tag.lookup === undefined);
}

/** Reads the program; undefined when parsing took longer than its budget. Needs the ruby and bash grammars. */
export function openErbProgram(rendered: RenderedErb): ErbProgram | undefined {
  const { source } = rendered.derived;
  const tags = rendered.tags.filter(runsRuby);
  const program = joinedCode(source, tags);
  const commands = readRubyCommands(program);
  const uses = readRubyUses(program);
  return commands && uses && { kind: "erb-program", source, commands, ...uses, tags };
}

/** Tags are joined by line breaks, so that a block opened in one tag and closed in another is one construct. */
function joinedCode(source: SourceText, tags: readonly RenderedTag[]): DerivedText {
  const segments = tags.flatMap(({ tag }): Segment[] => [
    { text: source.text.slice(tag.code.start, tag.code.end), from: tag.code },
    { text: "\n", from: { start: tag.code.end, end: tag.code.end } },
  ]);
  return deriveText(source, segments);
}
