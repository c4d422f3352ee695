/** `${{ … }}` in a workflow: what GitHub fills in before anything else sees the text. */
import { type DerivedText, deriveText, nestDerived, type Segment } from "../../source/derived-text.ts";
import { sourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";

/** One expression; the span is that of the whole, in the text it was found in. */
export interface WorkflowExpression {
  readonly code: string;
  readonly span: Span;
}

/** All expressions of a text, in order. */
export function expressionsIn(text: string): WorkflowExpression[] {
  const found: WorkflowExpression[] = [];
  for (let start = text.indexOf("${{"); start >= 0; ) {
    const end = text.indexOf("}}", start);
    if (end < 0) break;
    found.push({ code: text.slice(start + 3, end).trim(), span: { start, end: end + 2 } });
    start = text.indexOf("${{", end);
  }
  return found;
}

/**
 * The program as the grammar of its language can read it: each expression becomes a variable, since its value is decided at run
 * time. In shell text it is named as the runner would name it, so that what is known of `$GITHUB_SHA` holds for `${{ github.sha }}`
 * too; other languages get a name of which nothing is known.
 */
export function withVariables(program: DerivedText, opening: "${" | "_" = "${"): DerivedText {
  const expressions = expressionsIn(program.text);
  if (expressions.length === 0) return program;
  const segments: Segment[] = [];
  let position = 0;
  for (const { code, span } of expressions) {
    segments.push({
      text: program.text.slice(position, span.start),
      from: { start: position, end: span.start },
    });
    segments.push({ text: opening + variableFor(code) + (opening === "_" ? "" : "}"), from: span });
    position = span.end;
  }
  const rest = { start: position, end: program.text.length };
  segments.push({ text: program.text.slice(position), from: rest });
  const rewritten = deriveText(
    sourceText("", program.text),
    segments.filter(({ text }) => text !== ""),
  );
  return nestDerived(program, rewritten.text, rewritten.toSource);
}

/** `secrets.TOKEN` and `env.TOKEN` are `TOKEN`; `github.head_ref` is `GITHUB_HEAD_REF`. */
function variableFor(code: string): string {
  const path = /^[A-Za-z_][\w-]*(?:\.[\w*-]+)*$/.test(code) ? code : "expression";
  const [, name] = /^(?:secrets|env)\.([A-Za-z_]\w*)$/.exec(path) ?? [];
  return name ?? path.replace(/[.*-]+/g, "_").toUpperCase();
}
