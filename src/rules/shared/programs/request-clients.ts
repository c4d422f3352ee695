/** Requests by way of an object that a library makes for them: `session = requests.Session()`, then `session.get(address)`. */
import { type Call, type Expression, literalOf, pathOf } from "../../../documents/program/program.ts";
import { isLocalAddress } from "./incoming-texts.ts";

const MAKES_CLIENT =
  /^(?:requests\.[sS]ession|httpx\.(?:Async)?Client|axios\.create|got\.extend|ky\.(?:create|extend)|RestClient(?:\.|::)Resource\.new|new (?:[@\w/-]+\.)?Octokit|Octokit(?:\.|::)Client\.new|HTTPX\.(?:with|plugin)|new undici\.(?:Client|Pool))$/;

const ASKS = /^(?:get|post|put|patch|delete|request|stream|\(\))$/;

/** True for a call that gives an answer of somebody else. */
export function asksByClient(call: Call, madeOf: (object: Expression) => readonly Expression[]): boolean {
  const { method, receiver, arguments: values, source } = call;
  if (!receiver || !ASKS.test(method) || isLocalAddress(literalOf(values[0]) ?? "")) return false;
  if (/^[A-Z]\w*$/.test(pathOf(receiver) ?? "")) return mixesInClient(pathOf(receiver) ?? "", source.text);
  const object = receiver.kind === "member" ? receiver.of : receiver;
  return [object, ...(object.kind === "name" ? madeOf(object) : [])].some(
    (one) => one.kind === "call" && MAKES_CLIENT.test(one.call.path) && !isLocal(one.call),
  );
}

/** A client for a service on this machine. */
function isLocal({ arguments: values, options }: Call): boolean {
  const [first] = values;
  const map = first?.kind === "map" ? first.entries : [];
  const bases = [...options, ...map].filter(({ key }) => BASES.test(key ?? "")).map(({ value }) => value);
  return [...(first ? [first] : []), ...bases].some((value) => isLocalAddress(literalOf(value) ?? ""));
}

/** Where all requests go; a proxy on this machine hands them on. */
const BASES = /^(?:base_?ur[il]|prefixUrl|url)$/i;

/** `class Api`, `include HTTParty` */
function mixesInClient(name: string, text: string): boolean {
  return /^[ \t]*include HTTParty\b/m.test(text) && new RegExp(`\\bclass ${name}\\b`).test(text);
}
