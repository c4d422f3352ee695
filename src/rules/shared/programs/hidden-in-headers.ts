/** Secrets in headers of requests that are no login for the service: nobody who reads what is sent would look there. */
import {
  type Call,
  type Entry,
  type Expression,
  literalOf,
  type Program,
} from "../../../documents/program/program.ts";
import type { Place } from "../../../source/source-text.ts";
import { describesRequest } from "../secrets/credential-headers.ts";
import type { SecretValue } from "./secret-file-reads.ts";
import { type Behind, secretSent } from "./secrets-sent.ts";
import { headersOf, isSending } from "./sending-calls.ts";
import { type ValuesOf, valuesInside } from "./values-inside.ts";

/** A secret, and the request or header it stands in. */
export interface HiddenSecret {
  readonly at: Place;
  /** Undefined for a header that is set by an assignment. */
  readonly call: Call | undefined;
  /** What has the headers: the request itself, where they are set on one. */
  readonly of: Expression | undefined;
  readonly secret: SecretValue;
}

/** All that a program sends so, one a header that is set and one a request. */
export function* hiddenInHeaders(
  { calls, assignments }: Program,
  valuesOf: ValuesOf,
  behind: Behind,
): Iterable<HiddenSecret> {
  const hidden = (headers: readonly Entry[]): SecretValue | undefined =>
    headers.flatMap((one) => secretOf(one, valuesOf, behind) ?? [])[0];
  const first = (values: readonly Expression[]): SecretValue | undefined =>
    hidden(values.flatMap((value) => entriesOf(value, valuesOf)));
  for (const call of calls) {
    const sent = isSending(call) ? (first(headersOf(call)) ?? hidden(oneByOne(call))) : undefined;
    const secret = sent ?? hidden(headersSet(call, valuesOf));
    if (secret) yield { at: call, call, of: call.receiver, secret };
  }
  for (const { target, value, ...at } of assignments) {
    if (target?.kind !== "member") continue;
    const isWhole = target.name === "headers";
    if (!isWhole && !isOfHeaders(target.of) && !isRequestObject(target.of, valuesOf)) continue;
    const secret = isWhole ? first([value]) : hidden([{ key: target.name, value }]);
    if (secret) yield { at, call: undefined, of: target.of, secret };
  }
}

/** The pairs that a value holds, also behind variables; what is no map stands for itself, also inside of one: `{ ...base }`. */
function entriesOf(value: Expression, valuesOf: ValuesOf): readonly Entry[] {
  return [...valuesInside(value, valuesOf, mapsIn)].flatMap((one) => {
    if (one.kind === "map") return one.entries.filter(({ key }) => key !== undefined);
    const leadsOn = one.kind === "name" ? valuesOf(one).length > 0 : mapsIn(one).length > 0;
    return leadsOn ? [] : [{ key: undefined, value: one }];
  });
}

/** `{ ...base, Accept: text }`, `base.merge("Accept" => text)`, `new Headers({…})`. */
function mapsIn(value: Expression): readonly Expression[] {
  if (value.kind === "map") return value.entries.flatMap((one) => (one.key === undefined ? [one.value] : []));
  if (value.kind === "either" || value.kind === "spread") return value.parts;
  if (value.kind !== "call" || !/^(?:merge|update|assign|dict|new Headers|Headers)$/.test(value.call.method))
    return [];
  const { receiver, arguments: values, options } = value.call;
  const map: Expression = { source: value.source, span: value.span, kind: "map", entries: options };
  return [...(receiver ? [receiver] : []), ...values, ...(options.length > 0 ? [map] : [])];
}

/** `http.get(path, "User-Agent" => text)` of Net::HTTP. */
function oneByOne({ options }: Call): readonly Entry[] {
  return options.filter(({ key = "" }) => /^[A-Z]|-/.test(key) && describesRequest(key));
}

/** `request.add_field("Accept", text)`, `headers.set("Accept", text)`, `session.headers.update({…})`, `HTTP.headers({…})`. */
function headersSet(call: Call, valuesOf: ValuesOf): readonly Entry[] {
  const { path, method, receiver, arguments: values, options } = call;
  const [name, value] = values;
  if (value && /^(?:add_field|add_header|setHeader|setRequestHeader)$/.test(method))
    return [{ key: literalOf(name), value }];
  const takes = receiver !== undefined && (isOfHeaders(receiver) || isRequestObject(receiver, valuesOf));
  if (value && takes && /^(?:set|append|header|\[\]=|store)$/.test(method))
    return [{ key: literalOf(name), value }];
  const isMap =
    (takes && /^(?:update|merge!)$/.test(method)) || /^HTTP\.(?:headers|with_headers)$/.test(path);
  return isMap ? [...options, ...values.flatMap((one) => entriesOf(one, valuesOf))] : [];
}

/** `session.headers`, `headers` */
function isOfHeaders(of: Expression): boolean {
  if (of.kind === "name" || of.kind === "member") return of.name === "headers";
  return of.kind === "call" && of.call.method === "headers";
}

/** `Net::HTTP::Post.new(uri)`, `new Headers()`, `superagent.post(url)`, which take headers one by one. */
const TAKES_HEADERS =
  /^(?:Net\.HTTP\.[A-Z]\w+\.new|new Headers|urllib\.request\.Request|(?:superagent|unirest)\.\w+)$/;

function isRequestObject(of: Expression, valuesOf: ValuesOf): boolean {
  let at: Expression | undefined = of;
  while (at?.kind === "call" && at.call.receiver?.kind === "call") at = at.call.receiver;
  const made = at?.kind === "name" ? valuesOf(at) : at ? [at] : [];
  return made.some((one) => one.kind === "call" && TAKES_HEADERS.test(one.call.path));
}

const KEYS = /(?:master|production|staging)\.key|id_(?:rsa|ed25519|ecdsa|dsa)|\.ssh|\.aws\/credentials/;

/** Keys that no service takes for a login, in whatever header. */
const NO_LOGINS =
  /^`(?:RAILS_MASTER_KEY|SECRET_KEY_BASE|AWS_SECRET_ACCESS_KEY|POSTGRES_PASSWORD|MYSQL_(?:ROOT_)?PASSWORD|SSH_PRIVATE_KEY|DATABASE_URL)`$/;

/** Headers carry logins to the service itself, of which none is the whole environment or a key to everything. */
function secretOf({ key = "", value }: Entry, valuesOf: ValuesOf, behind: Behind): SecretValue | undefined {
  const counts = (label: string): boolean => describesRequest(key) || NO_LOGINS.test(label);
  const secret = secretSent(value, valuesOf, behind, counts);
  return secret?.kind === "file" && !KEYS.test(secret.label) ? undefined : secret;
}
