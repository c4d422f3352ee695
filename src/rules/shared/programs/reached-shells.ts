/** Whether what comes in over a connection reaches a shell that a program starts: `dup2`, `reopen`, `stdio`, `pipe`, `<&3`. */
import {
  type Call,
  type Expression,
  literalOf,
  type Program,
  partsOf,
} from "../../../documents/program/program.ts";
import type { Start } from "../../../documents/program/started-programs.ts";
import { contains } from "../../../source/span.ts";
import { isConnecting } from "./connections.ts";
import { returnedIn, valuesInside, valuesWithArgumentsIn } from "./values-inside.ts";

/** Reads a program once; the result answers for any shell it starts. */
export function reachedShellsIn(program: Program): (call: Call, input?: Start["input"]) => boolean {
  const callsIn = callsInsideIn(program);
  const isSocket = (value: Expression): boolean => callsIn(value).some(isConnecting);
  const replacesInput = program.calls.some(
    (call) => /^(?:dup2|reopen)$/.test(call.method) && call.arguments.some(isSocket),
  );
  const isFed = fedIn(program, callsIn, isSocket);
  return (shell, input) => {
    const streams = shell.options.flatMap(({ key, value }) => (key === "env" ? [] : [value]));
    return replacesInput || [...(input ? [input] : []), ...streams].some(isSocket) || isFed.has(shell);
  };
}

type CallsIn = (value: Expression) => readonly Call[];

/** What is at hand together with a connection, or is written to when something arrives over one. */
function fedIn({ calls }: Program, callsIn: CallsIn, isSocket: (value: Expression) => boolean): Set<Call> {
  const handlers = calls.filter((call) => isConnecting(call) || (call.receiver && isSocket(call.receiver)));
  const fed = calls.flatMap((call) => {
    const given = [...call.arguments, ...call.options.map(({ value }) => value)];
    const both = call.receiver ? [call.receiver, ...given] : given;
    const passesOn =
      FEEDS.test(call.method) &&
      given.some((value) => literalOf(value) === undefined) &&
      handlers.some(({ span }) => contains(span, call.span));
    return passesOn || both.some(isSocket) ? both.flatMap(callsIn) : [];
  });
  return new Set(fed);
}

const FEEDS = /^(?:write|pipe|puts|print|end)$/;

/** The calls that a value is made of, also behind functions and fields. */
function callsInsideIn(program: Program): CallsIn {
  const valuesOf = valuesWithArgumentsIn(program);
  const returnedBy = returnedIn(program);
  const partsToVisit = (value: Expression): readonly Expression[] => [
    ...partsOf(value),
    ...returnedBy(value),
  ];
  return (value) =>
    [...valuesInside(value, (name) => [...valuesOf(name), ...returnedBy(name)], partsToVisit)].flatMap(
      (one) => (one.kind === "call" ? [one.call] : []),
    );
}
