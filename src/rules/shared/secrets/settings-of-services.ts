/** Secrets in the configuration and initialisation files of databases, proxies and other services, line by line. */
import type { Place, SourceText } from "../../../source/source-text.ts";
import { argumentSecrets } from "./argument-secrets.ts";
import { isCredential } from "./credential-texts.ts";
import { goesOnAfterSecret, isSecretName } from "./secret-names.ts";
import { looksRandom } from "./secret-values.ts";

/** One of them. */
export interface ServiceSecret {
  readonly at: Place;
  /** For sentences: "value of `smtp_auth_password`", "password of a user". */
  readonly what: string;
  readonly value: string;
}

/** Nobody writes more lines by hand; what goes on longer is a dump. */
const MAX_LINES = 5_000;
const LONGEST_LINE = 2_000;

/** `name: value`, `name = value`, `"name": "value"`, also as the item of a list. */
const SETTING =
  /^[ \t]{0,80}(?:-[ \t]{1,8})?["']?(?<name>[A-Za-z_][\w.-]{2,80})["']?[ \t]{0,40}[:=][ \t]{0,40}(?:"(?<double>[^"\\]{3,300})"|'(?<single>[^']{3,300})'|(?<plain>[^\s"'#,;{[(]{3,300}))[ \t]{0,80}[,;]?(?:[ \t]{1,40}(?:#|--|\/\/).*)?$/dg;

/** `CREATE USER x WITH PASSWORD 'y'`, `IDENTIFIED BY 'y'` */
const IN_SQL =
  /\b(?<name>PASSWORD|IDENTIFIED(?:[ \t]{1,8}WITH[ \t]{1,8}\w{1,40})?[ \t]{1,8}BY)[ \t]{1,8}(?:'(?<single>[^']{1,300})'|"(?<double>[^"]{1,300})")/dgi;

/** A line of PgBouncer's list of users. */
const USER = /^"(?<name>[^"]{1,80})"[ \t]{1,8}"(?<double>[^"]{3,300})"/dg;

/** What PostgreSQL keeps instead of a password. */
const HASH = /^(?:md5[0-9a-f]{32}|SCRAM-SHA-256\$|\$2[aby]\$|\*[0-9A-F]{40}$)/;

const COMMENT = /^\s*(?:#|--|;|\/\/)/;

/** All that are spelled out, in file order; what looks up a variable or another file is none. */
export function* serviceSecrets(source: SourceText): Generator<ServiceSecret> {
  for (let line = 1; line <= Math.min(source.lineCount, MAX_LINES); line++) {
    const text = source.lineText(line);
    if (text.length > LONGEST_LINE || COMMENT.test(text)) continue;
    for (const { what, name, value, offset } of secretsIn(text, source.path)) {
      if (HASH.test(value) || !isCredential(name, value)) continue;
      const start = source.lineStart(line) + offset;
      yield { at: { source, span: { start, end: start + value.length }, anchor: name }, what, value };
    }
  }
}

type NamedSecret = NamedValue & Pick<ServiceSecret, "what">;

function secretsIn(text: string, path: string): NamedSecret[] {
  const ofUser = /userlist[^/]*$/.test(path) ? found(USER, text) : [];
  const users = [...found(IN_SQL, text), ...ofUser].map((one) => ({
    ...one,
    what: "password of a user",
    name: "PASSWORD",
  }));
  const settings = found(SETTING, text).filter(holdsSecret).map(withWords);
  if (users.length + settings.length > 0) return [...users, ...settings];
  return argumentSecrets(text).map(({ what, value }) =>
    withWords({ name: what, value, offset: text.indexOf(value, text.indexOf(what) + what.length) }),
  );
}

interface NamedValue {
  readonly name: string;
  readonly value: string;
  /** In its line. */
  readonly offset: number;
}

function withWords(named: NamedValue): NamedSecret {
  return { ...named, what: `value of \`${named.name}\`` };
}

/** Services have settings about passwords: `password_encryption`, `passwordVisibilityIcon`. */
function holdsSecret({ name, value }: NamedValue): boolean {
  return isSecretName(name) && (!goesOnAfterSecret(name) || looksRandom(value));
}

function found(pattern: RegExp, text: string): NamedValue[] {
  return [...text.matchAll(pattern)].flatMap(({ groups = {}, indices }) =>
    (["double", "single", "plain"] as const).flatMap((kind) => {
      const [value, place] = [groups[kind], indices?.groups?.[kind]];
      return value === undefined || !place ? [] : [{ name: groups.name ?? "", value, offset: place[0] }];
    }),
  );
}
