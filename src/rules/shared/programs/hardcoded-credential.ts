/** HK-12 in Ruby, Python and JavaScript: texts under the names of secrets. */
import {
  type Call,
  type Entry,
  type Expression,
  keyNamed,
  literalOf,
  optionOf,
  type Program,
  partsOf,
} from "../../../documents/program/program.ts";
import type { NamedText } from "../secrets/credential-texts.ts";
import { isSecretName } from "../secrets/secret-names.ts";
import { looksRandom } from "../secrets/secret-values.ts";
import { variableLookedUp } from "./environment.ts";
import { valuesInside } from "./values-inside.ts";

/** Assigned, set in the environment, or given under a name: `password: "…"`. */
export function credentialsIn({ assignments, calls, functions }: Program): NamedText[] {
  const assigned = assignments.flatMap(({ name, target, value }) => [
    ...textUnder(name ?? memberName(target), value),
    ...pairUnder(name ?? memberName(target), value),
  ]);
  const given = calls.flatMap(({ arguments: values, options }) => [
    ...values,
    ...options.map(({ value }) => value),
  ]);
  const entries = [
    ...calls.flatMap(({ options }) => options),
    ...[...assignments.map(({ value }) => value), ...given].flatMap(entriesInside),
  ];
  const instead = [
    ...calls.flatMap((call) => [
      ...fallbackOf(call),
      ...loginOf(call),
      ...defaultOf(call),
      ...call.options.flatMap(({ key, value }) => pairUnder(key, value)),
    ]),
    ...functions.flatMap(({ parameters }) =>
      parameters.flatMap(({ name, fallback }) => (fallback ? textUnder(name, fallback) : [])),
    ),
  ];
  const found = [...assigned, ...entries.flatMap(({ key, value }) => textUnder(key, value)), ...instead];
  return [...new Map(found.map((one) => [one.at.span.start, one])).values()];
}

/** Texts that are put together of pieces which are all spelled out, which hides them from nobody. */
export function joinedTexts({
  assignments,
  calls,
}: Program): { readonly at: Expression; readonly text: string }[] {
  const values = [...assignments.map(({ value }) => value), ...calls.flatMap((call) => call.arguments)];
  const joined = values.flatMap((at) => {
    const text = at.kind === "joined" ? literalOf(at) : undefined;
    return text === undefined ? [] : [{ at, text }];
  });
  return [...new Map(joined.map((one) => [one.at.span.start, one])).values()];
}

/** `ENV.fetch("DB_PASSWORD", "…")`, `os.environ.get("DB_PASSWORD", "…")`: what is taken when nothing is set. */
function fallbackOf(call: Call): NamedText[] {
  const name = variableLookedUp({ source: call.source, span: call.span, kind: "call", call });
  const [, fallback] = call.arguments;
  const value = fallback?.kind === "either" ? fallback.parts[0] : fallback;
  return name !== undefined && value ? textUnder(name, value) : [];
}

/** `option :password, default: "…"`, `parser.add_argument("--token", default="…")` */
function defaultOf(call: Call): NamedText[] {
  const value = optionOf(call, "default");
  if (!value || !/^(?:(?:class|method)_option|option|add_argument)$/.test(call.method)) return [];
  return call.arguments.flatMap((name) => {
    return textUnder(keyNamed(name)?.replace(/^--?/, "").replaceAll("-", "_"), value);
  });
}

/** `request.basic_auth("monitor", "…")`, `faraday.request :authorization, :basic, "monitor", "…"` */
function loginOf({ method, arguments: values }: Call): NamedText[] {
  const [kind, password] = values;
  const last = values.at(-1);
  const isOfFaraday = method === "request" && /^(?:authorization|basic_auth)$/.test(keyNamed(kind) ?? "");
  if (isOfFaraday && last && values.length > 2) return textUnder("password", last);
  const isLogin =
    /^(?:basic_auth|http_basic_authenticate_with|authenticate|login|HTTPBasicAuth|HTTPDigestAuth|BasicAuth|DigestAuth)$/.test(
      method,
    );
  return isLogin && password && values.length === 2 ? textUnder("password", password) : [];
}

/** `auth=("deploy", "…")` of Python's libraries for requests. */
function pairUnder(name: string | undefined, value: Expression): NamedText[] {
  const [, password, ...others] = value.kind === "list" ? value.parts : [];
  return password && others.length === 0 && /^(?:\w+_)?auth$/i.test(name ?? "")
    ? textUnder("password", password)
    : [];
}

/** Calls inside have their own turn. */
function entriesInside(value: Expression): Entry[] {
  const inside = valuesInside(
    value,
    () => [],
    (one) => (one.kind === "call" ? [] : partsOf(one)),
  );
  return [...inside].flatMap((one) => (one.kind === "map" ? one.entries : []));
}

function memberName(target: Expression | undefined): string | undefined {
  return target?.kind === "member" ? (target.name ?? literalOf(target.index)) : undefined;
}

/** Programs name settings and fields after secrets too: what is made of words only says which. */
function textUnder(name: string | undefined, at: Expression): NamedText[] {
  if (at.kind === "either") return at.parts.slice(1).flatMap((part) => textUnder(name, part));
  const value = literalOf(at);
  if (name === undefined || value === undefined) return [];
  const token = /^authorization$/i.test(name)
    ? /^(?:Bearer|Token|Basic) (\S{12,})$/i.exec(value)?.[1]
    : undefined;
  if (token !== undefined) return looksRandom(token) ? [{ at, name: `\`${name}\``, value: token }] : [];
  if (name === "auth") return looksRandom(value) ? [{ at, name: "`auth`", value }] : [];
  if (!isSecretName(name)) return [];
  return /\d/.test(value) || looksRandom(value) ? [{ at, name: `\`${name}\``, value }] : [];
}
