/** Variables that are there when something runs: what runs it sets them, or the program ends without them. */
import { type Call, type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import { type ValuesOf, valuesIn } from "./values-inside.ts";

/** Those that Kamal gives each hook. */
const OF_EACH_HOOK =
  /^(?:KAMAL|MRSK)_(?:VERSION|SERVICE_VERSION|SERVICE|COMMAND|PERFORMER|HOSTS|RECORDED_AT|RUNTIME)$/;

/** True for a variable that a program asks for before a place: `abort unless ENV.key?("APP")`, `ENV.fetch("APP")`, `%w[APP].each { |name| abort unless ENV[name] }`. */
export function isRequired(name: string, before: Call, program: Program): boolean {
  if (program.role === "hook" && OF_EACH_HOOK.test(name)) return true;
  const valuesOf = valuesIn(program);
  return program.calls.some(
    (call) =>
      call.span.start < before.span.start && (asksFor(call, name) || looksUpEach(call, name, valuesOf)),
  );
}

function asksFor({ path, arguments: [key, ...others], block }: Call, name: string): boolean {
  if (literalOf(key) !== name) return false;
  return (
    /^ENV\.(?:key|has_key|include|member)\?$/.test(path) ||
    (path === "ENV.fetch" && others.length === 0 && block === undefined)
  );
}

/** Each of a list. */
function looksUpEach({ method, receiver, source, span }: Call, name: string, valuesOf: ValuesOf): boolean {
  if (!receiver || !/^(?:each|all\?|any\?|none\?|find|reject|select|filter)$/.test(method)) return false;
  const lists = receiver.kind === "name" ? valuesOf(receiver) : [receiver];
  const names = (list: Expression): boolean =>
    list.kind === "list" && list.parts.some((part) => literalOf(part) === name);
  const text = source.text.slice(receiver.span.end, Math.min(span.end, receiver.span.end + MAX_BLOCK));
  return lists.some((list) => names(frozen(list))) && LOOKS_UP.test(text);
}

function frozen(value: Expression): Expression {
  return value.kind === "call" && value.call.method === "freeze" ? (value.call.receiver ?? value) : value;
}

const LOOKS_UP = /\bENV(?:\[\w+\]|\.(?:fetch|key\?|has_key\?|include\?)[( ]\w)/;

/** A check is short. */
const MAX_BLOCK = 400;
