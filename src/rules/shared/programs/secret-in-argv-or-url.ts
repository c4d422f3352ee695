/** HK-10 in Ruby, Python and JavaScript: a secret is a part of an address. */
import type { Expression, Program, TextPart } from "../../../documents/program/program.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import { type OnlyValueOf, onlyValuesIn } from "../../../documents/program/variables.ts";
import type { Problem } from "../../../engine/rule.ts";
import { isSecretName } from "../secrets/secret-names.ts";
import { secretValueOf } from "./secret-values.ts";
import { filledTexts } from "./written-texts.ts";

/** One finding an address. */
export function* checkProgram(program: Program): Iterable<Problem> {
  const onlyValueOf = onlyValuesIn(program);
  for (const text of filledTexts(program)) {
    const parts = textOf(text, onlyValueOf);
    const [first] = parts;
    if (first?.kind !== "literal" || !/^\s*https?:\/\//i.test(first.text)) continue;
    const label = parts.flatMap((part) => secretIn(part, onlyValueOf) ?? [])[0];
    if (label)
      yield {
        at: text,
        subject: label,
        message: `The secret ${label} is a part of this address, which proxies and servers write to their logs.`,
        fix: "Send it in a header, which is not logged.",
      };
  }
}

function secretIn(part: TextPart, onlyValueOf: OnlyValueOf): string | undefined {
  if (part.kind === "literal") return undefined;
  const { value } = part;
  const behind: Expression | undefined = value.kind === "name" ? onlyValueOf(value) : undefined;
  const secret = secretValueOf(value) ?? (behind && secretValueOf(behind));
  if (secret?.kind === "variable") return secret.label;
  return value.kind === "name" && isSecretName(value.name) ? `\`${value.name}\`` : undefined;
}
