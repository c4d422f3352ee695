/** Passwords inside URLs and connection strings of a text. */
import type { Span } from "../../../source/span.ts";

/** One password and what it belongs to. */
export interface PasswordPlace {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  /** Where the password stands. */
  readonly span: Span;
}

/** Either may be computed, which says nothing about the password between them. */
const USER = String.raw`(?<user>(?:#\{[^}\n]{0,100}\}|[^\s:/?#@"'\`<>]){0,200})`;
const HOST = String.raw`(?<host>\[[0-9a-fA-F:.]{2,40}\]|#\{|<%|[^\s/:?#"'\`,;)\]}@<>]{1,260})`;

/**
 * scheme://user:password@host. A password may hold an unescaped @; one with a slash counts only when it doesn't read
 * like a port and a path. Every part is bounded, so scanning stays linear.
 */
const IN_AUTHORITY = new RegExp(
  String.raw`(?<![\w$+.-])[\w$+.-]{2,40}:\/\/${USER}:(?:(?<password>[^\s/"'\`<>]{1,200})|(?!\/|\d{1,5}[/?#])(?<odd>[^\s@"'\`<>]{8,200}))@${HOST}`,
  "g",
);

/** jdbc:postgresql://host/name?user=x&password=y */
const IN_QUERY =
  /:\/\/(?<host>[^\s/:?#"'`,;)\]}@<>]{0,260})(?=[:/?])[^\s"'`<>?]{0,200}\?(?:[^\s"'`<>#]{0,200}?&)?(?:password|passwd|pwd)=(?<password>[^\s&#"'`<>]{1,300})/gi;

/** Server=host;User Id=sa;Password=y */
const IN_PAIRS =
  /\b(?:Server|Host|Data Source)=(?<host>[^\s;:,="'`]{1,200})(?:[,:]\d{1,5})?;[^"'`\r\n]{0,300}?\b(?:Password|Pwd)=(?<password>[^;"'`\r\n]{1,300})/gi;

/** host=db user=app password=y, in any order */
const IN_WORDS = [
  /\b(?:host|hostaddr|server)='?(?<host>[^\s;"'`]{1,200})'?(?:[ \t]+\w{1,40}=[^\s"`]{0,200}){0,8}?[ \t]+password='?(?<password>[^\s"'`]{1,300})/g,
  /\bpassword='?(?<password>[^\s"'`]{1,300})(?='?(?:[ \t]+\w{1,40}=[^\s"`]{0,200}){0,8}?[ \t]+(?:host|hostaddr|server)='?(?<host>[^\s;"'`]{1,200}))/g,
];

/** user:password@tcp(host:3306)/name, as Go's driver of MySQL has it */
const IN_GO =
  /(?<![\w/:@.-])(?<user>[\w.-]{1,80}):(?<password>[^\s"'`@/:]{1,200})@(?:tcp\((?=[^\s)]{1,200}:\d)|unix\((?=\/))(?<host>[^\s):"'`]{1,200})/g;

/** Finds them, in no particular order. */
export function* connectionPasswords(text: string): Generator<PasswordPlace> {
  for (const pattern of patternsFor(text)) {
    for (const match of text.matchAll(pattern)) yield placeOf(match);
  }
}

/** Most texts have nothing that most of them begin with. */
function patternsFor(text: string): RegExp[] {
  const names = /pass(?:word|wd)=|pwd=/i.test(text);
  return [
    ...(text.includes("://") ? [IN_AUTHORITY] : []),
    ...(names ? [IN_QUERY, IN_PAIRS, ...IN_WORDS] : []),
    ...(text.includes("@tcp(") || text.includes("@unix(") ? [IN_GO] : []),
  ];
}

function placeOf(match: RegExpExecArray): PasswordPlace {
  const { user = "", host = "", odd, password = odd ?? "" } = match.groups ?? {};
  const before = match[0].lastIndexOf(`${password}@`);
  const inside = before >= 0 ? before : match[0].length - password.length;
  const start = match.index + inside;
  return { user, password, host, span: { start, end: start + password.length } };
}
