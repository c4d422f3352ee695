/** Functions that are handed to others to be called: `Thread(target=send, args=(data,))`, `pool.submit(run, host)`, `hosts.forEach(drain)`. */
import type { Span } from "../../source/span.ts";
import { type Call, type Expression, optionOf, pathOf } from "./program.ts";
import type { Reading } from "./program-reading.ts";

/** Reads the call that will come of it, at the place where the function is handed over. */
export function readHandedFunction(node: Span, call: Call, reading: Reading): void {
  const handed = handedBy(call);
  const path = pathOf(handed?.target);
  if (!handed || path === undefined || path === call.path) return;
  reading.call(node, { path, method: path.replace(/^.*\./, ""), values: [...handed.values] });
}

interface Handed {
  readonly target: Expression | undefined;
  readonly values: readonly Expression[];
}

/** What follows are the arguments of the function: `pool.submit(run, host, port)`. */
const WITH_THE_REST = /^(?:submit|to_thread|call_soon|create_task|setImmediate)$/;

/** The function is called with each item of what follows: `pool.map(run, hosts)`. */
const WITH_EACH = /^(?:map|imap|imap_unordered|map_async)$/;

/** The function is called with each item of the list before the dot: `hosts.forEach(run)`. */
const OF_EACH = /^(?:map|flatMap|forEach)$/;

function handedBy({ method, receiver, arguments: values, options, ...call }: Call): Handed | undefined {
  const [first, second, ...others] = values;
  const target = optionOf({ ...call, method, receiver, arguments: values, options }, "target");
  if (target) {
    const given = options.find(({ key }) => key === "args")?.value;
    return { target, values: given?.kind === "list" ? given.parts : [] };
  }
  if (WITH_THE_REST.test(method)) return { target: first, values: values.slice(1) };
  if (method === "run_in_executor") return { target: second, values: others };
  if (/^apply(?:_async)?$/.test(method))
    return { target: first, values: second?.kind === "list" ? second.parts : [] };
  if (method === "setTimeout") return { target: first, values: others };
  if (WITH_EACH.test(method) && second) return { target: first, values: [second] };
  return OF_EACH.test(method) && receiver && values.length === 1
    ? { target: first, values: [receiver] }
    : undefined;
}
