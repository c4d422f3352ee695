/** HK-11 in Ruby, Python and JavaScript: secrets are sent away. */
import {
  type Call,
  type Expression,
  optionOf,
  type Program,
  partsOf,
  pathOf,
} from "../../../documents/program/program.ts";
import type { Project } from "../../../documents/project.ts";
import type { Problem } from "../../../engine/rule.ts";
import type { Place } from "../../../source/source-text.ts";
import { shipmentOf } from "../scripts/shipments.ts";
import { connectionsOf } from "./connections.ts";
import { hiddenInHeaders } from "./hidden-in-headers.ts";
import { readBackIn } from "./kept-in-files.ts";
import { type PackedIn, packedSecretsIn } from "./packed-secrets.ts";
import { type SecretValue, secretFileAt } from "./secret-file-reads.ts";
import { partsShown, secretValueOf } from "./secret-values.ts";
import { secretSent } from "./secrets-sent.ts";
import { sentElsewhere } from "./senders-elsewhere.ts";
import { isSending, partsSent, payloadOf } from "./sending-calls.ts";
import { fileSent } from "./sent-files.ts";
import { returnedIn, type ValuesOf, valuesInside, valuesWithArgumentsIn } from "./values-inside.ts";

/** One finding a request. */
export function* checkProgram(program: Program, project: Project): Iterable<Problem> {
  const valuesOf = valuesWithArgumentsIn(program);
  const returnedBy = returnedIn(program);
  const readBack = readBackIn(program);
  const behind = (one: Expression): readonly Expression[] => [...returnedBy(one), ...readBack(one)];
  const packedIn = packedSecretsIn(program, valuesOf);
  const first = (values: readonly Expression[]): SecretValue | undefined =>
    values.flatMap(
      (value) => secretSent(value, valuesOf, behind) ?? packedSent(value, packedIn, valuesOf) ?? [],
    )[0];
  const told = new Set<Place>();
  const hiding = [...hiddenInHeaders(program, valuesOf, behind)];
  const hidden = new Map(hiding.map(({ call, secret }) => [call, secret]));
  // `request = Request(url, data=…)`, then `urlopen(request)`
  const isGiven = ({ arguments: values }: Call, isMeant: (call: Call) => boolean): boolean =>
    values.some((value) =>
      [...valuesInside(value, valuesOf, () => [])].some((one) => one.kind === "call" && isMeant(one.call)),
    );
  const isToldBefore = (call: Call): boolean => isGiven(call, (one) => told.has(one));
  const senderOf = (request: Call): Call =>
    (request.path.endsWith(".Request")
      ? program.calls.find((call) => isSending(call) && isGiven(call, (one) => one === request))
      : undefined) ?? request;
  const mails = /\bMail\.(?:deliver|new)\b/.test(program.source.text);
  for (const call of program.calls) {
    if (!(isSending(call) || (mails && isPartOfMail(call))) || isToldBefore(call)) continue;
    const payload = payloadOf(call);
    const secret =
      first(payload) ?? secretTold(payload, valuesOf) ?? uploaded(call, valuesOf) ?? hidden.get(call);
    if (secret) yield report(senderOf(call), secret);
    if (secret) told.add(call);
  }
  const requests = program.calls.filter((call) => told.has(call)).flatMap((call) => call.arguments);
  const sent = new Set(requests.flatMap((one) => pathOf(one) ?? []));
  for (const { at, call, of, secret } of hiding)
    if (!(call && isSending(call)) && !sent.has(pathOf(of) ?? "")) yield report(at, secret);
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
  for (const { call, values } of sentElsewhere(program, project)) {
    const secret = told.has(call) ? undefined : first(values);
    if (secret) yield report(call, secret);
  }
  for (const { call, words, shell } of program.starts) {
    const by = new Set(shell?.commands.map((command) => shipmentOf(command)?.by));
    if (!by.has("http") && !by.has("copy")) continue;
    const secret = (by.has("http") ? first(words) : undefined) ?? fileSent(words, valuesOf);
    if (!secret || secret.kind === "variable") continue;
    yield by.has("http") ? report(call, secret) : { ...report(call, secret), severity: "high" };
  }
}

/** `Mail.deliver { body "…" }` of Ruby. */
function isPartOfMail({ receiver, method }: Call): boolean {
  return receiver === undefined && /^(?:body|subject|add_file)$/.test(method);
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
    if (
      one.kind !== "text" ||
      !one.parts.some((part) => part.kind === "literal" && /\w[.,:;]? \w/.test(part.text))
    )
      continue;
    for (const value of partsOf(one)) {
      const secret = secretValueOf(value);
      if (secret?.kind === "variable") return secret;
    }
  }
  return undefined;
}

/** The file that `curl -F file=@archive` or `File.open(archive)` names, and what was packed in memory: `buffer.getvalue()`. */
function packedSent(value: Expression, packedIn: PackedIn, valuesOf: ValuesOf): SecretValue | undefined {
  const file = value.kind === "call" ? value.call.arguments[0] : value;
  const named = file && packedIn(file);
  if (named) return named;
  for (const one of valuesInside(value, valuesOf, partsSent)) {
    const secret = one.kind === "name" ? packedIn(one) : undefined;
    if (secret) return secret;
  }
  return undefined;
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

/** `sftp.upload!("config/master.key", "/incoming")`: some methods take the path of what they send. */
function uploaded(call: Call, valuesOf: ValuesOf): SecretValue | undefined {
  const { method, receiver, path, arguments: values } = call;
  const attached = /^files_upload\w*$/.test(method) ? optionOf(call, "file") : undefined;
  if (attached) return fileIn(attached, valuesOf);
  if (
    !receiver ||
    !/^(?:upload!?|upload_file|put|put_file|putFile|fastPut|putbinaryfile|puttextfile)$/.test(method)
  )
    return undefined;
  const [file] = /(?:^|[.:])SCP\.upload!?$/.test(path) ? values.slice(2) : values;
  return file && fileIn(file, valuesOf);
}

function fileIn(path: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  for (const one of valuesInside(path, valuesOf)) {
    const secret = secretFileAt(one);
    if (secret) return secret;
  }
  return undefined;
}
