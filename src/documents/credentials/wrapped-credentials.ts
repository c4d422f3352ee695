/** Credentials that somebody wrapped in base64, which hides them from nobody. */
import { type SourceText, sourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import type { CredentialHit } from "./credential-hit.ts";

const RUN = /(?<![\w+/.-])(?:[A-Za-z0-9+/]{4}){6,3000}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?(?![\w+/=-])/g;

/** Whether there is anything of the kind, in half the time: most files have nothing. */
const START_OF_RUN = /(?<![\w+/.-])[A-Za-z0-9+/]{24}/;

/** A file with more is data, not configuration. */
const MAX_RUNS = 200;

/** The decoded texts of a file one below the other, and where in the file each came from. */
interface Unwrapped {
  readonly text: SourceText;
  readonly runs: readonly { readonly from: number; readonly span: Span }[];
}

/** Finds what `detect` finds in the decoded texts; each hit covers the whole run it came from. */
export async function findWrapped(
  source: SourceText,
  detect: (source: SourceText) => Promise<readonly CredentialHit[]>,
): Promise<CredentialHit[]> {
  if (!START_OF_RUN.test(source.text)) return [];
  const { text, runs } = unwrap(source);
  if (runs.length === 0) return [];
  const hits = await detect(text);
  return hits.flatMap(({ span, what, worth }) => {
    const first = runs.findLast(({ from }) => from <= span.start);
    const last = runs.findLast(({ from }) => from < span.end);
    if (!first || !last) return [];
    const whole = { start: first.span.start, end: last.span.end };
    const joined = first === last ? {} : { joined: text.text.slice(span.start, span.end) };
    return [{ span: whole, what: `${what} in base64`, worth, ...joined }];
  });
}

function unwrap(source: SourceText): Unwrapped {
  const runs: { from: number; span: Span }[] = [];
  let text = "";
  for (const match of source.text.matchAll(RUN)) {
    const decoded = Buffer.from(match[0], "base64").toString("latin1");
    if (!/^[\t\r\n -~]+$/.test(decoded)) continue;
    if (!goesOn(source.text, runs.at(-1)?.span.end, match.index)) text += "\n\n";
    runs.push({ from: text.length, span: { start: match.index, end: match.index + match[0].length } });
    text += decoded;
    if (runs.length === MAX_RUNS) break;
  }
  return { text: sourceText(source.path, text), runs };
}

/** Base64 is cut into lines, in a folded scalar or behind backslashes. */
function goesOn(text: string, end: number | undefined, start: number): boolean {
  if (end === undefined || start - end > 100 || text[end - 1] === "=") return false;
  return /^(?:\s|\\)+$/.test(text.slice(end, start));
}
