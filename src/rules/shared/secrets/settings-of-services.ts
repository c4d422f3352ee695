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

/** Lines are read in pieces of this length, each with the end of the one before, so that what one cuts apart is whole in the next. */
const PIECE = 2_000;
const OVERLAP = 600;

/** What every secret has in its line, and few lines of a dump. */
const MAY_HOLD =
  /pass|pwd|pw|secret|token|cred|salt|pepper|webhook|key|auth|pat|cookie|__|session|encrypt|identified|-cli|mysql|maria|mongo|curl|^"/i;

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
  for (let line = 1; line <= source.lineCount; line++) {
    const text = source.lineText(line);
    if (!MAY_HOLD.test(text) || COMMENT.test(text)) continue;
    const told = new Set<number>();
    for (const { what, name, value, offset } of secretsInLine(text, source.path)) {
      if (told.has(offset) || HASH.test(value) || !isCredential(name, value)) continue;
      told.add(offset);
      const start = source.lineStart(line) + offset;
      yield { at: { source, span: { start, end: start + value.length }, anchor: name }, what, value };
    }
  }
}

function* secretsInLine(text: string, path: string): Generator<NamedSecret> {
  for (let from = 0; from === 0 || from + OVERLAP < text.length; from += PIECE - OVERLAP)
    for (const secret of secretsIn(text.slice(from, from + PIECE), path)) {
      const isCut = secret.offset + secret.value.length === PIECE && from + PIECE < text.length;
      if (!isCut) yield { ...secret, offset: secret.offset + from };
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
