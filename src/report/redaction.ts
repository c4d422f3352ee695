/**
 * The layer between text of a repository and every place where people or machines read it. Known secrets are masked by
 * position; whatever has the look of a secret is masked by pattern; hidden characters are spelled out.
 */

import { revealHidden } from "../source/hidden-characters.ts";
import type { SourceText } from "../source/source-text.ts";
import { overlapping, type Span } from "../source/span.ts";

/** Stands for each character of a secret, so that columns stay right. */
const MASK = "•";

/**
 * Patterns whose second group is a secret, and not what Kamal or a rule says in prose (`secret: should be an array`). Each is bounded,
 * and only ever sees one line.
 */
const LOOKS_SECRET: readonly RegExp[] = [
  /((?<=[\w$+.-]{2}):\/\/[^\s:/@"'`]{0,200}:)([^\s/@"'`]{1,300})(?=@)/g,
  /((?<!\bno)(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|master[-_]?key|salt|credentials?)\w{0,30}["']?\s{0,4}[:=]\s{0,4}["']?)(?!(?:should be|must be|is required|list its|list the|names of|whoever)\b)([^\s"'$`<[{,;][^\s"',;]{2,300})/gi,
  /(\s(?:--password|--requirepass|--token)[= ]["']?)([^\s"'$-][^\s"']{2,200})/g,
  /(\b(?:login|sshpass|mongo(?:sh|dump|restore)?)\b[^|;&\n]{0,200}?\s-p[= ]["']?)([^\s"'$-][^\s"']{2,200})/g,
  /(\bcurl\b[^|;&\n]{0,300}?\s(?:-u|--user)[= ]["']?[\w.@-]{1,60}:)([^\s"'$]{3,200})/g,
  /(\b(?:mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|mariadb-dump)\b[^|;&\n]{0,200}?\s-p)([^\s"'$-][^\s"']{2,200})/g,
  /(\bBearer )([\w.~+/-]{8,500})/g,
  /()\b((?:gh[pousr]|github_pat|glpat|xox[abprs]|sk_live|rk_live|dckr_pat|dop_v1|rubygems|ops)[-_][\w.-]{10,500})/g,
  /()\b(A(?:KIA|SIA)[A-Z0-9]{12,})/g,
  /()\b(eyJ[\w-]{10,}\.[\w.-]{10,2000})/g,
];

/**
 * A stretch of one line of a file, safe to show; as long as the stretch, where nothing is hidden from sight by spelling.
 * `secrets` are sorted, without overlaps. Looks no further than it must, since a line may be the whole file.
 */
export function safeStretch(source: SourceText, stretch: Span, secrets: readonly Span[]): string {
  const { line } = source.positionAt(stretch.start);
  const start = Math.max(stretch.start - CONTEXT, source.lineStart(line));
  const end = Math.min(stretch.end + CONTEXT, source.lineEnd(line));
  let masked = "";
  let position = start;
  for (const secret of overlapping(secrets, { start, end })) {
    const [from, to] = [Math.max(secret.start, start), Math.min(secret.end, end)];
    masked += source.text.slice(position, from) + MASK.repeat(to - from);
    position = to;
  }
  const shown = maskPatterns(masked + source.text.slice(position, end));
  return shown.slice(stretch.start - start, stretch.end - start);
}

/** What stands this far from a secret does not make it one. */
const CONTEXT = 1_000;

/** Any other text that may quote the repository: messages, paths, reasons. */
export function safeText(text: string): string {
  return revealHidden(maskPatterns(text)).replace(/[\n\r\t]/g, (blank) => JSON.stringify(blank).slice(1, -1));
}

/** A text for programs: as it is, except for what has the look of a secret. */
export function withoutSecrets(text: string): string {
  return maskPatterns(text);
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
