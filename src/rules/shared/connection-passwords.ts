/** Passwords inside URLs and connection strings of a text. */
import type { Span } from "../../source/span.ts";

/** One password and what it belongs to. */
export interface PasswordPlace {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  /** Where the password stands. */
  readonly span: Span;
}

const USER = String.raw`(?<user>[^\s:/?#@"'\`<>]{0,200})`;
const HOST = String.raw`(?<host>\[[0-9a-fA-F:.]{2,40}\]|[^\s/:?#"'\`,;)\]}@<>]{1,260})`;

/**
 * scheme://user:password@host. A password may hold an unescaped @; one with a slash counts only when it doesn't read
 * like a port and a path. Every part is bounded, so scanning stays linear.
 */
const IN_AUTHORITY = new RegExp(
  String.raw`[\w$+.-]{2,40}:\/\/${USER}:(?:(?<password>[^\s/"'\`<>]{1,200})|(?!\/|\d{1,5}[/?#])(?<odd>[^\s@"'\`<>]{8,200}))@${HOST}`,
  "g",
);

/** jdbc:postgresql://host/name?user=x&password=y */
const IN_QUERY =
  /:\/\/(?<host>[^\s/:?#"'`,;)\]}@<>]{1,260})(?=[:/?])[^\s"'`<>?]{0,200}\?(?:[^\s"'`<>#]{0,200}?&)?(?:password|passwd|pwd)=(?<password>[^\s&#"'`<>]{1,300})/gi;

/** Server=host;User Id=sa;Password=y */
const IN_PAIRS =
  /\b(?:Server|Host|Data Source)=(?<host>[^\s;:,="'`]{1,200})(?:[,:]\d{1,5})?;[^"'`\r\n]{0,300}?\b(?:Password|Pwd)=(?<password>[^;"'`\r\n]{1,300})/gi;

/** Finds them, in no particular order. */
export function* connectionPasswords(text: string): Generator<PasswordPlace> {
  const patterns = [...(text.includes("://") ? [IN_AUTHORITY, IN_QUERY] : []), IN_PAIRS];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) yield placeOf(match);
  }
}

function placeOf(match: RegExpExecArray): PasswordPlace {
  const { user = "", host = "", odd, password = odd ?? "" } = match.groups ?? {};
  const inside = match[0].endsWith(`@${host}`)
    ? match[0].length - host.length - 1 - password.length
    : match[0].length - password.length;
  const start = match.index + inside;
  return { user, password, host, span: { start, end: start + password.length } };
}
