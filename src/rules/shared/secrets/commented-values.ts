/** `# NAME: value` and `# export NAME="value"` in comments, also at the end of a line. */
import type { Span } from "../../../source/span.ts";

/** One of them. */
export interface CommentedValue {
  readonly name: string;
  readonly value: string;
  /** Where the value stands. */
  readonly span: Span;
}

const COMMENT =
  /(?:^|[ \t])#{1,5}[ \t]{0,20}(?:-[ \t]{1,5})?(?:export[ \t]{1,5})?([A-Za-z_][\w.-]{2,60})[ \t]{0,10}(?:=|:[ \t])[ \t]{0,10}(["']?)([^\s"'#]{3,200})\2[ \t]{0,20}\r?$/gm;

/** All of a text, in order. */
export function* commentedValues(text: string): Generator<CommentedValue> {
  for (const match of text.matchAll(COMMENT)) {
    const [whole, name = "", , value = ""] = match;
    const start = match.index + whole.lastIndexOf(value);
    yield { name, value, span: { start, end: start + value.length } };
  }
}
