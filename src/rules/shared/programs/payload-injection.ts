/** HK-21 in Ruby, Python and JavaScript: JSON or SQL is put together out of text. */
import type { Expression, Program, TextPart } from "../../../documents/program/program.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import { onlyValuesIn } from "../../../documents/program/variables.ts";
import type { Project } from "../../../documents/project.ts";
import type { Problem } from "../../../engine/rule.ts";
import { whatArrives } from "./flow-message.ts";
import { originsIn } from "./origins.ts";
import { type Origin, worstOrigin } from "./trust.ts";
import { filledTexts } from "./written-texts.ts";

const JSON_TEXT = /^\s*[[{][\s\S]*["'][\w-]+["']\s*:\s*["']/;
const SQL_TEXT =
  /^\s*(?:insert\s+into|update\s+\S+\s+set|delete\s+from|select\s[\s\S]*\sfrom\s\S+\s+where)\s/i;

/** One finding a text. */
export function* checkProgram(program: Program, project: Project): Iterable<Problem> {
  const onlyValueOf = onlyValuesIn(program);
  const originOf = originsIn(program, "code", project);
  for (const text of filledTexts(program)) {
    const parts = textOf(text, onlyValueOf);
    const language = languageOf(parts);
    if (!language) continue;
    const origin = worstOrigin(
      parts.flatMap((part) =>
        part.kind === "value" && !isEncoded(part.value) ? [originOf(part.value)] : [],
      ),
    );
    if (origin.source && isChosen(origin))
      yield {
        at: text,
        message: `${whatArrives(origin, text)} becomes a part of ${language} here, so a quote in it changes what is sent.`,
      };
  }
}

function languageOf(parts: readonly TextPart[]): string | undefined {
  const text = parts.map((part) => (part.kind === "literal" ? part.text : "$")).join("");
  if (JSON_TEXT.test(text.slice(0, 2_000))) return "JSON";
  return SQL_TEXT.test(text.slice(0, 2_000)) ? "SQL" : undefined;
}

/** `title.to_json`, `JSON.stringify(title)`. */
function isEncoded(value: Expression): boolean {
  return (
    value.kind === "call" &&
    /^(?:to_json|dumps|stringify|generate|quote|escape\w*|quote_literal)$/.test(value.call.method)
  );
}

/** The owner of the machine sets the environment, and Kamal what it tells hooks; arguments may come from anybody. */
function isChosen({ trust, source }: Origin): boolean {
  const label = source?.label ?? "";
  if (trust === "unknown") return /input/i.test(label);
  return trust === "outside" || (trust === "given" && !/(?:KAMAL|MRSK)_/.test(label));
}
