/** What comments mention in passing: assignments within a sentence, "the password is …", commands with a password. */
import { argumentSecrets } from "./argument-secrets.ts";
import type { CommentedValue } from "./commented-values.ts";
import { isSecretName } from "./secret-names.ts";

/** A comment of Ruby, YAML or a shell, or an ERB tag that is one. */
const COMMENT = /(?:^|[ \t]|<%)#([^\r\n]{8,1000})/gm;

/** Most comments speak of nothing of the kind; those that do are looked at closely. */
const MAY_SPEAK = /pass|pwd|secret|token|key|auth|credential|[ \t]-(?:a|p|u)/i;

/** Flags, headers and members of JSON. */
const MAY_RUN = /[ \t]-|Authorization|"\s*:/i;

const ASSIGNED =
  /([A-Za-z_][\w.-]{2,60})[ \t]{0,3}(?:=|:[ \t])[ \t]{0,3}(["'`]?)([^\s"'`#]{8,200})\2(?=[\s,;.)%]|$)/g;

const TOLD =
  /\b(password|passwd|pwd|passphrase|secret|token|api[ -]?key)\b(?:[ \t]{1,3}(?:is|was|now|still|for[ \t]\w{1,30}|of[ \t]\w{1,30})){0,2}[ \t]{0,3}[:=]?[ \t]{1,3}(["'`]?)([^\s"'`#]{8,200})\2(?=[\s,;.)%]|$)/gi;

/** Candidates in all comments of a text; what is a secret is for the rule to judge. */
export function* spokenValues(text: string): Generator<CommentedValue> {
  for (const match of text.matchAll(COMMENT)) {
    const body = match[1] ?? "";
    if (!/\d|[a-z][A-Z]/.test(body) || !MAY_SPEAK.test(body) || !/\S{8}/.test(body)) continue;
    const start = match.index + match[0].length - body.length;
    for (const { name, value, at } of candidates(body))
      yield { name, value, span: { start: start + at, end: start + at + value.length } };
  }
}

interface Candidate {
  readonly name: string;
  readonly value: string;
  readonly at: number;
}

function candidates(body: string): Candidate[] {
  const assigned = [...body.matchAll(ASSIGNED)].filter(([, name = ""]) => isSecretName(name));
  const told = [...body.matchAll(TOLD)].filter(([, , , value = ""]) => isNoWord(value));
  const inText = [...assigned, ...told].map((match): Candidate => {
    const [whole, name = "", , value = ""] = match;
    return { name, value, at: match.index + whole.lastIndexOf(value) };
  });
  const given = (MAY_RUN.test(body) ? argumentSecrets(body) : []).map(({ what, value }) => ({
    name: what,
    value,
    at: body.indexOf(value),
  }));
  return [...inText, ...given.filter(({ at }) => at >= 0)];
}

/** In a sentence anything may follow: a path, an address, a version. */
function isNoWord(value: string): boolean {
  return (
    !/^[A-Z][A-Z\d_]*=|[/<>@]|\.[a-z]{2,5}$/i.test(value) &&
    /[A-Z]/.test(value) &&
    /[a-z]/.test(value) &&
    /\d/.test(value)
  );
}
