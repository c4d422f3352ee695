/** Where an ERB tag stands: in a YAML comment, out of sight. */
import type { SourceText } from "../../../source/source-text.ts";
import type { Span } from "../../../source/span.ts";

/** True when the YAML parser would take the tag for a comment; Ruby runs it all the same. */
export function isInComment(source: SourceText, { start }: Span): boolean {
  const lineStart = source.lineStart(source.positionAt(start).line);
  const before = source.text.slice(Math.max(lineStart, start - 2_000), start);
  return /^\s*#|\s#/.test(before);
}

/** No honest indentation or column is as far away. */
const FAR = /[ \t\u00a0]{100,}$|(?:[ \t]*\r?\n){40,}[ \t]*$/;

/** True when a reader has to scroll to see the tag. */
export function isFarAway(source: SourceText, { start }: Span): boolean {
  return FAR.test(source.text.slice(Math.max(0, start - 400), start));
}

/** `.env.erb` of Kamal 1, which is made to run commands that read secrets. */
export function isEnvTemplate({ path }: SourceText): boolean {
  return /(?:^|\/)\.env[^/]*\.erb$/.test(path);
}

/** What makes Ruby run the tags of a file: any command for a configuration, an upload for an accessory's template. */
export function whatRunsIt(source: SourceText): string {
  const { path } = source;
  if (isEnvTemplate(source)) return "every `kamal envify`";
  return /\.ya?ml$/.test(path) ? "every kamal command" : "every start of the accessory";
}
