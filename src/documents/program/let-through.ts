/** What a pattern of `case` lets through: `when "a", /\Ab+\z/`, `in ("a" | "b") => name`. */
import { namedChildren, type SyntaxNode } from "../syntax/syntax-tree.ts";
import type { Extent } from "./program.ts";
import type { Reading } from "./program-reading.ts";
import { isOfLine, isStrictPattern } from "./strict-pattern.ts";
import { patternWritten } from "./written-patterns.ts";

/** Whether a pattern settles the whole value or one of its lines; undefined when it settles neither. */
export function letThrough(pattern: SyntaxNode, reading: Reading): Extent | undefined {
  const parts = namedChildren(pattern);
  if (/^(?:pattern|parenthesized_pattern|alternative_pattern)$/.test(pattern.type))
    return letThroughByAll(parts, reading);
  const [first] = parts;
  if (pattern.type === "as_pattern") return first && letThrough(first, reading);
  const text = reading.text(pattern);
  if (pattern.type === "regex") return letThroughByPattern(patternWritten(text));
  if (pattern.type === "splat_argument") return first && lettingOneThrough(first, reading);
  if (/^(?:string|string_array)$/.test(pattern.type)) return text.includes("#{") ? undefined : "whole";
  return /^(?:integer|simple_symbol|nil)$/.test(pattern.type) ? "whole" : undefined;
}

function letThroughByPattern(written: string): Extent | undefined {
  if (!isStrictPattern(written)) return undefined;
  return isOfLine(written) ? "line" : "whole";
}

/** Of a list whose items are let through: `when *NAMES`, `when *%w[staging production]`. */
function lettingOneThrough(list: SyntaxNode, reading: Reading): Extent | undefined {
  if (list.type === "array") return letThroughByAll(namedChildren(list), reading);
  return list.type === "constant" ? "whole" : letThrough(list, reading);
}

/** What several let through between them. */
export function letThroughByAll(patterns: readonly SyntaxNode[], reading: Reading): Extent | undefined {
  const extents = patterns.map((pattern) => letThrough(pattern, reading));
  if (extents.length === 0 || extents.includes(undefined)) return undefined;
  return extents.includes("line") ? "line" : "whole";
}
