/** EXE-03: Ruby that runs although a reader takes it for switched off, or does not see it. */
import type { ErbProgram } from "../../documents/erb/erb-program.ts";
import type { RenderedTag } from "../../documents/erb/render-erb.ts";
import type { RubyUse } from "../../documents/ruby/ruby-uses.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { hiddenCharacters } from "../../source/hidden-characters.ts";
import type { Place } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import { dangerOf } from "../shared/configuration/dangerous-ruby.ts";
import { isFarAway, isInComment, whatRunsIt } from "../shared/configuration/erb-surroundings.ts";

/** What template lines that are commented out call: lookups and conversions. */
const USUAL = /^(?:ENV|RUBY_\w+|File|JSON|YAML|Time|Date|Dir|Pathname)\b/;

export default defineRule({
  id: "erb-hidden",
  category: "execution",
  severity: "critical",
  confidence: "high",
  title: "Hidden Ruby in the configuration",
  why: "Kamal renders the file as ERB before it reads any YAML: a tag behind `#` runs like any other, on the machine of everybody who types any kamal command.",
  fix: "Delete the tag; to keep it as a note, write `<%# … %>`, which does not run.",
  references: ["https://docs.ruby-lang.org/en/3.4/ERB.html"],
  appliesTo: ["erb-program"],
  *check(program) {
    for (const tag of program.tags) yield* judge(tag, program);
  },
});

function* judge({ tag }: RenderedTag, program: ErbProgram): Iterable<Problem> {
  const { source, commands, calls } = program;
  const at: Place = { source, span: { start: tag.span.start, end: tag.code.end + 2 }, anchor: "" };
  const text = source.text.slice(tag.code.start, tag.code.end);
  if (hiddenCharacters(text).length > 0) {
    yield {
      at,
      message:
        "There are invisible characters in this Ruby code, so it does something else than it seems to.",
    };
  } else if (isFarAway(source, tag.span)) {
    yield { at, message: "This Ruby code stands far out of sight, and runs." };
  } else if (isInComment(source, tag.span) && startingIn(commands, tag.code).length === 0)
    yield* judgeCommented(at, startingIn(calls, tag.code));
}

/** Those of some places, which are in file order, that begin in a span. */
function startingIn<Kind extends Place>(places: readonly Kind[], { start, end }: Span): readonly Kind[] {
  const found: Kind[] = [];
  for (let i = firstFrom(places, start); i < places.length; i++) {
    const place = places[i];
    if (place === undefined || place.span.start >= end) break;
    found.push(place);
  }
  return found;
}

function firstFrom(places: readonly Place[], offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function* judgeCommented(at: Place, calls: readonly RubyUse[]): Iterable<Problem> {
  const danger = calls.map(dangerOf).find((found) => found !== undefined);
  if (danger) {
    yield {
      at,
      message: `The line looks like a comment, but its Ruby code runs: ${whatRunsIt(at.source)} ${danger.does}.`,
    };
  } else if (calls.some(({ receiver }) => /^[A-Z]/.test(receiver) && !USUAL.test(receiver))) {
    yield { at, severity: "low", message: "The line looks like a comment, but its Ruby code runs." };
  }
}
