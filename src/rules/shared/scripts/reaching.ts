/** Says in one sentence how a value gets to the place that matters. */
import type { Place } from "../../../source/source-text.ts";
import type { Flow } from "./flow.ts";

/** `` `$1` from line 3 reaches the remote shell here. `` `verb` completes the sentence. */
export function reaching({ source }: Flow, sink: Place, verb: string): string {
  if (!source) return `A value that is decided at run time ${verb}.`;
  if (source.at.source !== sink.source) return `${source.what} in \`${source.at.source.path}\` ${verb}.`;
  const from = sink.source.positionAt(source.at.span.start).line;
  const to = sink.source.positionAt(sink.span.start).line;
  return `${source.what}${from === to ? "" : ` from line ${from}`} ${verb}.`;
}
