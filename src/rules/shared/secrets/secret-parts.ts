/** Where a value of a secrets file may hold a secret itself, although parts of it may be references. */

import type { SecretReference } from "../../../documents/secrets-file/references.ts";
import type { SecretAssignment } from "../../../documents/secrets-file/secrets-file.ts";
import type { SourceText } from "../../../source/source-text.ts";
import type { Span } from "../../../source/span.ts";
import { looksRandom } from "./secret-values.ts";

/** `echo "secret"`, also through `base64 -d`: a command only in name. */
const ECHO =
  /^\s*(?:echo|printf)\s+(?:-n\s+)?(?:(["'])([^"'`$]{1,500})\1|([^\s"'`$|;&()<>]{1,500}))\s*(?:\|\s*base64\s+(?:-d|-D|--decode)\s*)?$/;

/**
 * The whole value when it has no references. Otherwise the defaults in `${NAME:-secret}`, the words of `$(echo secret)`,
 * and text between references that looks like a random secret with a dollar sign in it.
 */
export function secretParts(assignment: SecretAssignment, source: SourceText): Span[] {
  const { references, valueSpan } = assignment;
  if (references.length === 0) return valueSpan.end > valueSpan.start ? [valueSpan] : [];
  const inside = references.flatMap((reference) => reference.fallback ?? echoed(reference, source) ?? []);
  const between = gaps(references, valueSpan).filter((gap) =>
    looksGenerated(source.text.slice(gap.start, gap.end)),
  );
  return [...inside, ...between].sort((a, b) => a.start - b.start);
}

/** Between references a shorter run will do: what stands around those for other reasons is made of words. */
function looksGenerated(text: string): boolean {
  if (looksRandom(text)) return true;
  return (
    /^[\w!#%^&*+=.-]{12,}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d.*\d/.test(text)
  );
}

function echoed({ kind, content }: SecretReference, source: SourceText): Span | undefined {
  if (kind !== "command" || content.end - content.start > 1_000) return undefined;
  const [whole, , quoted, plain] = ECHO.exec(source.text.slice(content.start, content.end)) ?? [];
  const text = quoted ?? plain;
  if (whole === undefined || text === undefined) return undefined;
  const start = content.start + whole.indexOf(text, whole.search(/echo|printf/) + 4);
  return { start, end: start + text.length };
}

function gaps(references: readonly SecretReference[], { start, end }: Span): Span[] {
  const edges = [start, ...references.flatMap(({ span }) => [span.start, span.end]), end];
  return edges.flatMap((edge, index) =>
    index % 2 === 0 ? [{ start: edge, end: edges[index + 1] ?? end }] : [],
  );
}
