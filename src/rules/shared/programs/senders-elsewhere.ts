/** What is sent through functions of another file: `require_relative "reporter"`, then `Reporter.new.report(ENV.to_h)`. */

import { filesReadBy } from "../../../documents/program/files-read.ts";
import { argumentsFor } from "../../../documents/program/given-arguments.ts";
import type { Call, Parameter, Program } from "../../../documents/program/program.ts";
import { variableKey } from "../../../documents/program/variables.ts";
import type { Project } from "../../../documents/project.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Handed } from "./handed-values.ts";
import { callsAcross } from "./modules-in.ts";
import { isSending, partsSent, payloadOf } from "./sending-calls.ts";
import { valuesIn, valuesInside } from "./values-inside.ts";

/** The calls, with those of their values that are sent there. */
export function* sentElsewhere(program: Program, project: Project): Iterable<Handed> {
  const sending = project.documents.filter(
    (document): document is Program =>
      document.kind === "program" && document !== program && sendersIn(document).length > 0,
  );
  if (sending.length === 0) return;
  const read = filesReadBy(program, project);
  const senders = sending.filter(({ source }) => read.has(source.path)).flatMap(sendersIn);
  const own = new Set(program.functions.map(({ name }) => name));
  const known = Map.groupBy(
    senders.filter(({ name }) => !own.has(name)),
    ({ name }) => name,
  );
  const goesTo = callsAcross(program);
  for (const call of program.calls) {
    const namesakes = known.get(nameCalled(call));
    if (!namesakes) continue;
    const isGoal = goesTo(call);
    const sender = namesakes.find(({ of }) => isGoal(of));
    const values = sender?.sent.flatMap(({ parameter, at }) => argumentsFor(call, parameter, at)) ?? [];
    // an object at the end holds what JavaScript hands over as options
    const isMap = values.length === 0 && program.language === "javascript";
    if (sender) yield { call, values: isMap ? call.options.map(({ value }) => value) : values };
  }
}

interface Sender {
  readonly of: Program;
  readonly name: string;
  /** The parameters that it sends, with their places. */
  readonly sent: readonly { readonly parameter: Parameter; readonly at: number }[];
}

/** Functions that send what they are given, and classes whose objects send what they were made with. */
const sendersIn: (program: Program) => readonly Sender[] = onceFor((program) => {
  const calls = program.calls.filter(isSending);
  if (calls.length === 0) return [];
  const valuesOf = valuesIn(program);
  const inside = calls.flatMap(payloadOf).flatMap((value) => [...valuesInside(value, valuesOf, partsSent)]);
  const keys = new Set(
    inside.flatMap((one) => (one.kind === "name" ? [variableKey(one.name, one.scope)] : [])),
  );
  const senders = program.functions.flatMap(({ name, scope, parameters }): Sender[] => {
    const sent = parameters.flatMap((parameter, at) =>
      keys.has(variableKey(parameter.name, scope)) ? [{ parameter, at }] : [],
    );
    return sent.length > 0 ? [{ of: program, name, sent }] : [];
  });
  return [...new Map(senders.map((sender) => [sender.name, sender])).values()]; // of namesakes the last
});

/** `Reports::Reporter.new(settings)` makes an object by the name of its class. */
function nameCalled({ path, method }: Call): string {
  if (path.startsWith("new ")) return `new ${path.replace(/^.*[. ]/, "")}`;
  return /(?:^|\.)([A-Z]\w*\.new)$/.exec(path)?.[1] ?? method;
}
