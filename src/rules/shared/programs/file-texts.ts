/** Texts that a program writes into files. */
import type { Call, Expression, Program, TextExpression } from "../../../documents/program/program.ts";
import { WRITES_FILE } from "./program-files.ts";
import { valuesIn, valuesInside } from "./values-inside.ts";

/** Each once, in the order in which they are written; what calls make of a text is not followed. */
export function writtenTexts(program: Program): TextExpression[] {
  const valuesOf = valuesIn(program);
  const found = program.calls.flatMap((call) =>
    contentOf(call).flatMap((content) =>
      [...valuesInside(content, valuesOf)].filter((one): one is TextExpression => one.kind === "text"),
    ),
  );
  return [...new Set(found)];
}

function contentOf(call: Call): readonly Expression[] {
  const { path, method, receiver, arguments: values } = call;
  if (WRITES_FILE.test(path)) return values.slice(1, 2);
  const isStream = receiver !== undefined && /^(?:write|write_text|puts|print|put)$/.test(method);
  return isStream ? values.slice(0, 1) : [];
}
