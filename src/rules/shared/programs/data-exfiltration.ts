/** HK-11 in Ruby, Python and JavaScript: secrets are sent away. */
import {
  type Call,
  type Expression,
  literalOf,
  type Program,
  partsOf,
} from "../../../documents/program/program.ts";
import type { Problem } from "../../../engine/rule.ts";
import type { Place } from "../../../source/source-text.ts";
import { shipmentOf } from "../scripts/shipments.ts";
import { type Handed, throughFunctions } from "./handed-values.ts";
import { isLocalAddress } from "./known-calls.ts";
import {
  computedVariable,
  nameLookedUp,
  type SecretValue,
  secretFile,
  secretFileBehind,
  secretValueOf,
} from "./secret-values.ts";
import { type ReturnedBy, returnedIn, type ValuesOf, valuesIn, valuesInside } from "./values-inside.ts";

const SENDING =
  /^(?:Net\.HTTP\.\w+|HTTParty\.\w+|Faraday\.\w+|RestClient\.\w+|Excon\.\w+|HTTP\.\w+|URI\.open|requests\.\w+|httpx\.\w+|urllib\.request\.(?:urlopen|Request)|aiohttp\.\w+|fetch|globalThis\.fetch|node-fetch(?:\.default)?|axios(?:\.\w+)?|got(?:\.\w+)?|undici\.\w+|https?\.(?:get|request)|needle\.\w+|ky\.\w+|navigator\.sendBeacon|new (?:[\w@/-]+\.)*(?:PutObjectCommand|Upload|SendMessageCommand|PublishCommand|SendEmailCommand))$/;

/** Methods of clients, sessions and sockets. */
const SENDING_METHODS =
  /^(?:post|post_form|put|patch|sendall|sendto|upload_file|put_object|upload!?|send_message|sendmail|set_form(?:_data)?|write_multipart)$/;

/** Keys that open everything: no service needs them in the body of a request. */
const MASTER_KEYS =
  /^`(?:RAILS_MASTER_KEY|SECRET_KEY_BASE|AWS_SECRET_ACCESS_KEY|KAMAL_REGISTRY_PASSWORD|(?:POSTGRES|MYSQL_ROOT|MYSQL|DB|DATABASE|REDIS)_PASSWORD|SSH_PRIVATE_KEY|DEPLOY_KEY|DATABASE_URL)`$/;

/** One finding a request. */
export function* checkProgram(program: Program): Iterable<Problem> {
  const valuesOf = valuesIn(program);
  const returnedBy = returnedIn(program);
  const isStream = streamsIn(program);
  const direct = program.calls.flatMap((call): Handed[] =>
    isSending(call) || isStream(call) ? [{ call, values: payloadOf(call) }] : [],
  );
  const told = new Set<Call>();
  const handed = throughFunctions(program, direct, { valuesOf, parts: partsSent });
  for (const { call, values } of [...direct, ...handed]) {
    const secret =
      values.flatMap((value) => secretSent(value, valuesOf, returnedBy) ?? [])[0] ?? uploaded(call, valuesOf);
    if (secret && !told.has(call)) yield report(call, secret);
    if (secret) told.add(call);
  }
  for (const { target, value, ...at } of program.assignments) {
    if (target?.kind !== "member" || !/^(?:body|body_stream|form)$/.test(target.name ?? "")) continue;
    const isSent =
      target.of.kind === "name" &&
      valuesOf(target.of).some((one) => one.kind === "call" && isSending(one.call));
    const secret = isSent ? secretSent(value, valuesOf, returnedBy) : undefined;
    if (secret) yield report(at, secret);
  }
  for (const { call, words, shell } of program.starts) {
    if (told.has(call) || !shell?.commands.some((command) => shipmentOf(command)?.by === "http")) continue;
    const secret = words.flatMap((word) => secretSent(word, valuesOf, returnedBy) ?? [])[0];
    if (secret && secret.kind !== "variable") yield report(call, secret);
  }
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
  return SENDING.test(path) || (receiver !== undefined && SENDING_METHODS.test(method));
}

/** Connections that are written to once they stand. */
const CONNECTING =
  /^(?:https?\.request|(?:net|tls)\.(?:connect|createConnection)|new (?:net\.Socket|WebSocket|ws(?:\.WebSocket)?|WebSocketStream)|dgram\.createSocket|socket\.(?:socket|create_connection)|http\.client\.HTTPS?Connection|(?:TCPSocket|UDPSocket|OpenSSL\.SSL\.SSLSocket)\.(?:new|open))$/;

/** `request.write(body)`, `socket.end(body)`, `connection.request("POST", path, body=…)`. */
function streamsIn({ assignments }: Program): (call: Call) => boolean {
  const open = new Set(
    assignments.flatMap(({ name, value }) =>
      name !== undefined && value.kind === "call" && CONNECTING.test(value.call.path) ? [name] : [],
    ),
  );
  return ({ method, receiver }) =>
    receiver?.kind === "name" &&
    open.has(receiver.name) &&
    /^(?:write|end|send|puts|print|request|sendall|sendto)$/.test(method);
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
    const secret = secretFile(literalOf(one));
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
    const secret = secretValueOf(one) ?? computedVariable(one, valuesOf) ?? secretFileBehind(one, valuesOf);
    if (secret && (secret.kind !== "variable" || MASTER_KEYS.test(secret.label))) return secret;
  }
  return undefined;
}

/** A variable that is looked up is not the environment as a whole. */
function partsSent(value: Expression): readonly Expression[] {
  if (value.kind === "mixed") return value.parts;
  if (nameLookedUp(value)) return [];
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
