/** HK-11 in Ruby, Python and JavaScript: secrets are sent away. */
import { type Call, type Expression, type Program, partsOf } from "../../../documents/program/program.ts";
import type { Problem } from "../../../engine/rule.ts";
import type { Place } from "../../../source/source-text.ts";
import { shipmentOf } from "../scripts/shipments.ts";
import { connectionsOf } from "./connections.ts";
import { isLocalAddress } from "./incoming-texts.ts";
import { type PackedIn, packedSecretsIn } from "./packed-secrets.ts";
import { type SecretValue, secretFileAt, secretFileBehind } from "./secret-file-reads.ts";
import {
  computedVariable,
  nameLookedUp,
  partsShown,
  pickedByName,
  picksKamals,
  secretValueOf,
} from "./secret-values.ts";
import {
  type ReturnedBy,
  returnedIn,
  type ValuesOf,
  valuesInside,
  valuesWithArgumentsIn,
} from "./values-inside.ts";

const SENDING =
  /^(?:Net\.HTTP\.\w+|HTTParty\.\w+|Faraday\.\w+|RestClient\.\w+|Excon\.\w+|HTTP\.\w+|URI\.open|requests\.\w+|httpx\.\w+|urllib\.request\.(?:urlopen|Request)|aiohttp\.\w+|fetch|globalThis\.fetch|node-fetch(?:\.default)?|axios(?:\.\w+)?|got(?:\.\w+)?|undici\.\w+|https?\.(?:get|request)|needle\.\w+|ky\.\w+|navigator\.sendBeacon|new (?:[\w@/-]+\.)*(?:PutObjectCommand|Upload|SendMessageCommand|PublishCommand|SendEmailCommand))$/;

/** Methods of clients, sessions and sockets. */
const SENDING_METHODS =
  /^(?:post|post_form|put|patch|sendall|sendto|upload_file|put_object|upload!?|put_?[fF]ile|fastPut|put(?:binary|text)file|send_message|sendmail|put(?:binary|text)?file|put_file|set_form(?:_data)?|write_multipart|create_(?:gist|issue|release|contents?)|add_comment|chat_postMessage|files_upload\w*|capture_message)$/;

/** Keys that open everything: no service needs them in the body of a request. */
const MASTER_KEYS =
  /^`(?:RAILS_MASTER_KEY|SECRET_KEY_BASE|AWS_SECRET_ACCESS_KEY|KAMAL_REGISTRY_PASSWORD|(?:POSTGRES|MYSQL_ROOT|MYSQL|DB|DATABASE|REDIS)_PASSWORD|SSH_PRIVATE_KEY|DEPLOY_KEY|DATABASE_URL)`$/;

/** One finding a request. */
export function* checkProgram(program: Program): Iterable<Problem> {
  const valuesOf = valuesWithArgumentsIn(program);
  const returnedBy = returnedIn(program);
  const packedIn = packedSecretsIn(program, valuesOf);
  const first = (values: readonly Expression[]): SecretValue | undefined =>
    values.flatMap(
      (value) => secretSent(value, valuesOf, returnedBy) ?? packedSent(value, packedIn) ?? [],
    )[0];
  const told = new Set<unknown>();
  // `request = Request(url, data=…)`, then `urlopen(request)`
  const isToldBefore = ({ arguments: values }: Call): boolean =>
    values.some((value) =>
      [...valuesInside(value, valuesOf, () => [])].some((one) => one.kind === "call" && told.has(one.call)),
    );
  for (const call of program.calls) {
    if (!isSending(call) || isToldBefore(call)) continue;
    const payload = payloadOf(call);
    const secret = first(payload) ?? secretTold(payload, valuesOf) ?? uploaded(call, valuesOf);
    if (secret) yield report(call, secret);
    if (secret) told.add(call);
  }
  for (const { target, value, ...at } of program.assignments) {
    if (target?.kind !== "member" || !/^(?:body|body_stream|form)$/.test(target.name ?? "")) continue;
    const isSent =
      target.of.kind === "name" &&
      valuesOf(target.of).some((one) => one.kind === "call" && isSending(one.call));
    const secret = isSent ? (first([value]) ?? secretTold([value], valuesOf)) : undefined;
    if (secret) yield report(at, secret);
  }
  for (const { at, values } of connectionsOf(program, valuesOf)) {
    const secret = told.has(at) ? undefined : first(values);
    if (secret) yield report(at, secret);
  }
  for (const { call, words, shell } of program.starts) {
    if (!shell?.commands.some((command) => shipmentOf(command)?.by === "http")) continue;
    const secret = first(words);
    if (secret && secret.kind !== "variable") yield report(call, secret);
  }
}

/** Services for people: whoever reads the channel reads what it says. */
const TOLD = /^(?:text|content|message|title|body|description|summary|fallback|subject)$/;

/** `{ text: "Log in with #{ENV["ADMIN_PASSWORD"]}" }`: a secret in a sentence is no credential for the service. */
function secretTold(values: readonly Expression[], valuesOf: ValuesOf): SecretValue | undefined {
  for (const value of values)
    for (const one of valuesInside(value, valuesOf))
      for (const { key, value: said } of one.kind === "map" ? one.entries : [])
        if (TOLD.test(key ?? "")) {
          const secret = secretInSentence(said, valuesOf);
          if (secret) return secret;
        }
  return undefined;
}

function secretInSentence(said: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  for (const one of valuesInside(said, valuesOf, partsShown)) {
    if (one.kind !== "text" || !one.parts.some((part) => part.kind === "literal" && /\w \w/.test(part.text)))
      continue;
    for (const value of partsOf(one)) {
      const secret = secretValueOf(value);
      if (secret?.kind === "variable") return secret;
    }
  }
  return undefined;
}

/** The file that `curl -F file=@archive` or `File.open(archive)` names. */
function packedSent(value: Expression, packedIn: PackedIn): SecretValue | undefined {
  const file = value.kind === "call" ? value.call.arguments[0] : value;
  return file && packedIn(file);
}

function report({ source, span, anchor }: Place, secret: SecretValue): Problem {
  const what =
    secret.kind === "environment"
      ? "The whole environment with all its secrets"
      : secret.kind === "file"
        ? `The secret file ${secret.label}`
        : `The secret ${secret.label}`;
  return {
    at: { source, span, anchor: anchor ?? "" },
    message: `${what} is sent away here.`,
    subject: secret.label,
  };
}

function isSending(call: Call): boolean {
  const { path, method, receiver, arguments: values } = call;
  const [address] = values;
  const first = address?.kind === "text" ? address.parts[0] : undefined;
  if (first?.kind === "literal" && isLocalAddress(first.text)) return false;
  if (method === "send" && receiver) return isChained(receiver);
  return SENDING.test(path) || (receiver !== undefined && SENDING_METHODS.test(method));
}

/** `superagent.post(url).set(name, value).send(body)` */
function isChained(receiver: Expression): boolean {
  let at: Expression | undefined = receiver;
  while (at?.kind === "call") {
    if (/^(?:superagent|supertest|unirest)(?:\.\w+)?$/.test(at.call.path)) return true;
    at = at.call.receiver;
  }
  return false;
}

/** `sftp.upload!("config/master.key", "/incoming")`: some methods take the path of what they send. */
function uploaded(
  { method, receiver, path, arguments: values }: Call,
  valuesOf: ValuesOf,
): SecretValue | undefined {
  if (
    !receiver ||
    !/^(?:upload!?|upload_file|put|put_file|putFile|fastPut|putbinaryfile|puttextfile)$/.test(method)
  )
    return undefined;
  const [file] = /(?:^|[.:])SCP\.upload!?$/.test(path) ? values.slice(2) : values;
  for (const one of file ? valuesInside(file, valuesOf) : []) {
    const secret = secretFileAt(one);
    if (secret) return secret;
  }
  return undefined;
}

/** Headers carry the credentials for the service itself. */
function payloadOf({ arguments: values, options }: Call): Expression[] {
  const body = options.filter(
    ({ key }) => !/^(?:headers|auth|basic_auth|cert|agent|verify|timeout|method)$/.test(key ?? ""),
  );
  return [...values.filter((value) => !isHeaders(value)), ...body.map(({ value }) => value)];
}

function isHeaders(value: Expression): boolean {
  return (
    value.kind === "map" &&
    value.entries.some(({ key }) => /^(?:authorization|content-type|accept)$/i.test(key ?? ""))
  );
}

function secretSent(value: Expression, valuesOf: ValuesOf, returnedBy: ReturnedBy): SecretValue | undefined {
  const sent = (one: Expression): readonly Expression[] => [...partsSent(one), ...returnedBy(one)];
  for (const one of valuesInside(value, valuesOf, sent)) {
    const secret =
      secretValueOf(one) ??
      computedVariable(one, valuesOf) ??
      pickedByName(one, valuesOf) ??
      secretFileBehind(one, valuesOf);
    if (secret && (secret.kind !== "variable" || MASTER_KEYS.test(secret.label))) return secret;
  }
  return undefined;
}

/** A variable that is looked up is not the environment as a whole. */
function partsSent(value: Expression): readonly Expression[] {
  if (value.kind === "mixed") return value.parts;
  if (nameLookedUp(value) || (value.kind === "call" && picksKamals(value.call))) return [];
  if (value.kind === "member" && value.name !== undefined) return [];
  if (
    value.kind === "call" &&
    /^(?:fetch|get|key\?|keys|has_key\?|values_at|slice|select|length|size|digest|hexdigest|sign)$/.test(
      value.call.method,
    )
  )
    return [];
  return partsOf(value);
}
