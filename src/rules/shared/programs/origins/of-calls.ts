/** Where the result of a call comes from. */
import {
  type Call,
  type CallExpression,
  keyNamed,
  literalOf,
  partsOf,
} from "../../../../documents/program/program.ts";
import { computes, type Effect, effectOfCall } from "../call-effects.ts";
import { variableLookedUp } from "../environment.ts";
import { makesHarmless } from "../harmless-results.ts";
import { CONSTANT, type Origin, worstOrigin } from "../trust.ts";
import { broughtIn, readFromFile } from "./brought-in.ts";
import { type Flow, UNKNOWN, worstOf } from "./flow.ts";
import { mayHoldLines } from "./lines.ts";
import {
  isAboutValue,
  isForeignObject,
  isMadeHere,
  isModuleHere,
  isNamedGuard,
  isOwn,
  isPlain,
  isSettingOfModule,
  isTable,
  keptByObject,
  saidByObject,
} from "./objects.ts";
import { environmentOrigin, settledIdentity } from "./of-values.ts";
import { fieldOfRecord } from "./records.ts";
import { isStrictSchema } from "./schemas.ts";
import { isSettledMember } from "./settled-members.ts";

/** The first of these that knows the call decides. */
export function callOrigin(call: Call, flow: Flow): Origin {
  const at: CallExpression = { source: call.source, span: call.span, kind: "call", call };
  return (
    fromEnvironment(call, at, flow) ??
    keptHarmless(call, flow) ??
    broughtIn(call, at, flow) ??
    saidByObject(call, flow) ??
    fieldOfRecord(call, flow) ??
    fromOwnFunction(call, flow) ??
    readFromFile(call, at, flow) ??
    fromLibrary(at, flow)
  );
}

function fromEnvironment(call: Call, at: CallExpression, flow: Flow): Origin | undefined {
  const variable = variableLookedUp(at);
  if (variable !== undefined) return environmentOrigin(variable, at, flow);
  if (call.path !== "ENV.values_at") return undefined;
  return worstOrigin(call.arguments.map((name) => environmentOrigin(literalOf(name) ?? "", at, flow)));
}

/** Made harmless, or the path of a file, which doesn't depend on what is written into it. */
function keptHarmless(call: Call, flow: Flow): Origin | undefined {
  const isProperty = call.receiver !== undefined && call.arguments.length === 0;
  const named = { name: call.path, scope: call.scope, span: call.span };
  const isOneLine = (): boolean => call.receiver === undefined || !mayHoldLines(call.receiver, flow);
  if (isProperty && (flow.passed(named) || (flow.passedByLine(named) && isOneLine()))) return CONSTANT;
  if (call.onlyChecked === "whole" || (call.onlyChecked === "line" && isOneLine())) return CONSTANT;
  if (!flow.results.has(call.method) && makesHarmless(call, flow.use)) return CONSTANT;
  if (call.method === "&" && call.receiver)
    return [call.receiver, ...call.arguments].some((side) => flow.originOf(side).trust === "constant")
      ? CONSTANT // what both lists have
      : undefined;
  return call.receiver?.kind === "name" && /^(?:path|to_path)$/.test(call.method)
    ? (flow.made(call.receiver) ?? flow.originOf(call.receiver))
    : undefined;
}

function fromOwnFunction(
  { receiver, method, path, arguments: values }: Call,
  flow: Flow,
): Origin | undefined {
  const isOfProgram =
    receiver === undefined || isOwn(receiver) || isMadeHere(receiver, flow) || isModuleHere(receiver, flow);
  if (!isOfProgram || /^new /.test(path)) return undefined;
  const isField = receiver !== undefined && values.length === 0 && !flow.results.has(method);
  return isField ? keptByObject(receiver, method, flow) : flow.results.get(method);
}

function fromLibrary(at: CallExpression, flow: Flow): Origin {
  const { call } = at;
  const effect = effectOfCall(call);
  return (
    settledByLibrary(call, effect, flow) ??
    lookedUp(call, effect, flow) ??
    madeOfWhatItIsGiven(at, effect, flow)
  );
}

function settledByLibrary(call: Call, effect: Effect, flow: Flow): Origin | undefined {
  const { receiver, method, path } = call;
  if (effect === "settled" || flow.enumerations.has(path)) return CONSTANT;
  if (PARSES.test(method) && isStrictSchema(receiver, flow.onlyValueOf)) return CONSTANT;
  const isProperty = receiver?.kind === "name" && call.arguments.length === 0;
  return isProperty && isSettledMember(receiver, method, flow) ? CONSTANT : undefined;
}

/** Methods of a schema. */
const PARSES = /^(?:parse|safeParse|parseAsync)$/;

/** What is found by a name is not the name. */
function lookedUp(call: Call, effect: Effect, flow: Flow): Origin | undefined {
  const { path, method, receiver } = call;
  const [key, ...others] = call.arguments;
  if (FINDS.test(path) && !computes(path)) return FOUND;
  if (method === "fetch" && receiver && isSettledMember(receiver, keyNamed(key) ?? "", flow)) return CONSTANT;
  if (LOOKUP.test(method) && receiver && isTable(receiver, flow.onlyValueOf))
    return worstOf([receiver, ...others], flow);
  if (effect === "unknown" && isSettingOfModule(call)) return CONSTANT;
  if (effect === "unknown" && isNamedGuard(call)) return FOUND;
  return effect === "unknown" && isForeignObject(receiver, flow) ? UNKNOWN : undefined;
}

/** `Container.find(host: host)`: a class of the project looks something up, which is not what it was given. */
const FINDS = /^(?!ARGV\b)[A-Z]\w*(?:\.[A-Z]\w*)*\.(?:find|find_by|all|where|lookup|list)$/;
const FOUND: Origin = { trust: "chosen", source: undefined };

const LOOKUP = /^(?:fetch|get|dig|values_at|fetch_values)$/;

function madeOfWhatItIsGiven(at: CallExpression, effect: Effect, flow: Flow): Origin {
  const { call } = at;
  const [last] = call.method === "dig" ? call.arguments.slice(-1) : []; // `event.dig(:pull_request, :head, :sha)`
  const values = COUNTED.test(call.method) && call.receiver ? [call.receiver] : partsOf(at);
  const given = settledIdentity(keyNamed(last), worstOf(values, flow));
  const isMore = effect === "unknown" && !isPlain(call) && !isAboutValue(call);
  return given.trust === "constant" && isMore ? UNKNOWN : given;
}

/** Whose arguments say how many or which, and don't end up in the result. */
const COUNTED =
  /^(?:drop|take|first|last|sample|slice|substring|substr|at|charAt|rotate|in_groups_of|each_slice)$/;
