/** Calls that send something to another machine, and what they send. */
import { type Call, type Expression, partsOf } from "../../../documents/program/program.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { SourceText } from "../../../source/source-text.ts";
import { isLocalAddress } from "./incoming-texts.ts";
import { nameLookedUp, picksKamals } from "./secret-values.ts";

const SENDING =
  /^(?:Net\.HTTP\.\w+|HTTParty\.\w+|Faraday\.\w+|RestClient\.\w+|Mail\.(?:new|deliver)|Excon\.\w+|HTTP\.\w+|URI\.open|requests\.\w+|httpx\.\w+|urllib\.request\.(?:urlopen|Request)|aiohttp\.\w+|fetch|globalThis\.fetch|node-fetch(?:\.default)?|axios(?:\.\w+)?|got(?:\.\w+)?|undici\.\w+|https?\.(?:get|request)|needle\.\w+|ky\.\w+|navigator\.sendBeacon|new (?:[\w@/-]+\.)*(?:PutObjectCommand|Upload|SendMessageCommand|PublishCommand|SendEmailCommand))$/;

/** Methods of clients, sessions and sockets. */
const SENDING_METHODS =
  /^(?:post|post_form|put|patch|sendall|sendto|upload_file|put_object|upload!?|put_?[fF]ile|fastPut|stor(?:binary|lines)|send_message|sendmail|put(?:binary|text)?file|put_file|set_form(?:_data)?|write_multipart|create_(?:gist|issue|release|contents?)|add_comment|chat_postMessage|files_upload\w*|capture_message)$/;

/** True for requests, uploads and messages, unless they stay on this machine. */
export function isSending(call: Call): boolean {
  const { path, method, receiver, arguments: values } = call;
  const [address] = values;
  const first = address?.kind === "text" ? address.parts[0] : undefined;
  if (first?.kind === "literal" && isLocalAddress(first.text)) return false;
  if (method === "send" && receiver) return isChained(receiver);
  if (method === "get" && receiver && call.options.some(({ key }) => QUERY.test(key ?? ""))) return true; // of a session
  if (OF_OCTOKIT.test(path)) return true;
  if (method === "request" && receiver && values.length === 1 && address?.kind === "name") return true; // of Net::HTTP
  return (
    SENDING.test(path) ||
    (SENDING_METHODS.test(method) && (receiver !== undefined || hasClients(call.source)))
  );
}

/** What is asked for in the address. */
const QUERY = /^(?:params|query|searchParams)$/;

/** `octokit.gists.create({…})`, `octokit.rest.issues.createComment({…})` */
const OF_OCTOKIT = /\.(?:gists|issues|pulls|repos)\.(?:create|update)\w*$/;

/** True where calls without a receiver may be requests: `post("/deploys", body: report)` in a class with `include HTTParty`. */
const hasClients: (source: SourceText) => boolean = onceFor(({ text }: SourceText) =>
  /^[ \t]*include HTTParty\b/m.test(text),
);

/** `superagent.post(url).set(name, value).send(body)` */
function isChained(receiver: Expression): boolean {
  let at: Expression | undefined = receiver;
  while (at?.kind === "call") {
    if (/^(?:superagent|supertest|unirest)(?:\.\w+)?$/.test(at.call.path)) return true;
    at = at.call.receiver;
  }
  return false;
}

/** Headers carry the credentials for the service itself. */
export function payloadOf({ arguments: values, options }: Call): Expression[] {
  const body = options.filter(
    ({ key = "" }) =>
      !/^(?:headers|auth|basic_auth|cert|agent|verify|timeout|method)$/.test(key) && !HEADER.test(key),
  );
  return [...values.filter((value) => !isHeaders(value)), ...body.map(({ value }) => value)];
}

/** What stands in the headers of a request. */
export function headersOf({ arguments: values, options }: Call): Expression[] {
  // Net::HTTP takes them one by one: `http.get(path, "Authorization" => token)`
  const set = options.flatMap(({ key = "", value }) =>
    key === "headers" || HEADER.test(key) ? [value] : [],
  );
  return [...values.filter(isHeaders), ...set];
}

function isHeaders(value: Expression): boolean {
  return value.kind === "map" && value.entries.some(({ key }) => HEADER.test(key ?? ""));
}

const HEADER = /^(?:authorization|content-type|accept)$/i;

const PICKS =
  /^(?:fetch|get|key\?|keys|has_key\?|values_at|slice|select|len|length|size|bytesize|byteLength|digest|hexdigest|sign)$/;

/** `text.slice(0, 60)` is a part of the text, where `ENV.slice("KAMAL_VERSION")` picks by name. */
function cutsText({ method, arguments: [first] }: Call): boolean {
  return method === "slice" && first?.kind === "constant";
}

/** What is sent of a value: a variable that is looked up is not the environment as a whole. */
export function partsSent(value: Expression): readonly Expression[] {
  if (value.kind === "mixed") return value.parts;
  if (nameLookedUp(value) || (value.kind === "call" && picksKamals(value.call))) return [];
  if (value.kind === "member" && value.name !== undefined) return [];
  if (value.kind === "call" && !cutsText(value.call) && PICKS.test(value.call.method)) return [];
  return partsOf(value);
}
