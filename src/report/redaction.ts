/**
 * The layer between text of a repository and every place where people or machines read it. Known secrets are masked by
 * position; whatever has the look of a secret is masked by pattern; hidden characters are spelled out.
 */

import { revealHidden } from "../source/hidden-characters.ts";
import type { SourceText } from "../source/source-text.ts";
import { overlaps, type Span } from "../source/span.ts";

/** Stands for each character of a secret, so that columns stay right. */
const MASK = "•";

/**
 * Patterns whose second group is a secret, and not what Kamal says about a key (`secret: should be an array`). Each is bounded,
 * and only ever sees one line.
 */
const LOOKS_SECRET: readonly RegExp[] = [
  /([\w$+.-]{2,40}:\/\/[^\s:/@"'`]{0,200}:)([^\s/@"'`]{1,300})(?=@)/g,
  /((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|master[-_]?key|salt|credentials?)\w{0,30}["']?\s{0,4}[:=]\s{0,4}["']?)(?!(?:should be|must be|is required)\b)([^\s"'$<[{,;][^\s"',;]{2,300})/gi,
  /(\s(?:-p|--password|--requirepass|--token)[= ]["']?)([^\s"'$-][^\s"']{2,200})/g,
  /(\bBearer )([\w.~+/-]{8,500})/g,
  /()\b((?:gh[pousr]|github_pat|glpat|xox[abprs]|sk_live|rk_live|dckr_pat|dop_v1|rubygems|ops)[-_][\w.-]{10,500})/g,
  /()\b(A(?:KIA|SIA)[A-Z0-9]{12,})/g,
  /()\b(eyJ[\w-]{10,}\.[\w.-]{10,2000})/g,
];

/** A line of a file, safe to show: same length where nothing is hidden from sight by spelling. */
export function safeLine(source: SourceText, line: number, secrets: readonly Span[]): string {
  const start = source.lineStart(line);
  const text = source.lineText(line);
  let masked = text;
  for (const secret of secrets.filter((span) => overlaps(span, { start, end: start + text.length }))) {
    const from = Math.max(secret.start - start, 0);
    const to = Math.min(secret.end - start, text.length);
    masked = masked.slice(0, from) + MASK.repeat(to - from) + masked.slice(to);
  }
  return maskPatterns(masked);
}

/** Any other text that may quote the repository: messages, paths, reasons. */
export function safeText(text: string): string {
  return revealHidden(maskPatterns(text)).replace(/[\n\r\t]/g, (blank) => JSON.stringify(blank).slice(1, -1));
}

/** True when a text has something with the look of a secret in it. */
export function looksSecret(text: string): boolean {
  return maskPatterns(text) !== text;
}

function maskPatterns(text: string): string {
  return LOOKS_SECRET.reduce(
    (masked, pattern) =>
      masked.replace(
        pattern,
        (_whole, before: string, secret: string) => before + MASK.repeat(secret.length),
      ),
    text,
  );
}
