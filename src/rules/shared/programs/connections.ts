/** Ways out of a program other than a whole request: connections that are written to, names that are looked up, and input of programs that send it. */
import { type Call, type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import type { StartedProgram } from "../../../documents/program/started-programs.ts";
import { shipmentOf } from "../scripts/shipments.ts";
import { SOCKETS } from "./sockets.ts";
import { type ValuesOf, valuesInside } from "./values-inside.ts";

/** Something that leaves, and where it does. */
export interface Sent {
  readonly at: Call | Program["assignments"][number];
  readonly values: readonly Expression[];
}

/** True for a call that opens a connection to another machine, which an HTTP request is not. */
export function isConnecting({ path }: Call): boolean {
  return SOCKETS.test(path) && !/^(?:https?|http\.client)\./.test(path);
}

const WRITES =
  /^(?:write|puts|print|send|send_\w+|syswrite|write_nonblock|<<|sendmsg|cmd|end|sendall|sendto|request)$/;

/** Whoever keeps a zone reads the names that are looked up in it. */
const LOOKUPS =
  /^(?:Resolv(?:\.DNS)?(?:\.new)?\.(?:getaddress(?:es)?|getresources?|each_address)|Socket\.(?:getaddrinfo|gethostbyname)|Addrinfo\.(?:getaddrinfo|tcp|udp)|(?:IP|TCP)Socket\.(?:getaddress|gethostbyname)|socket\.(?:gethostbyname(?:_ex)?|getaddrinfo)|dns\.(?:promises\.)?(?:lookup|resolve\w*)|dns\.resolver\.(?:query|resolve))$/;

/** Programs that look a name up. */
const LOOKS_UP = /^(?:dig|nslookup|host|ping)$/;

/** In order of appearance, by the way it takes. */
export function connectionsOf({ calls, assignments, starts }: Program, valuesOf: ValuesOf): Sent[] {
  const isSocket = (of: Expression | undefined): boolean =>
    of !== undefined &&
    [...valuesInside(of, valuesOf, () => [])].some(
      (one) => one.kind === "call" && SOCKETS.test(one.call.path),
    );
  return [
    ...calls.flatMap((call): Sent[] => {
      const leaves = LOOKUPS.test(call.path) || (WRITES.test(call.method) && isSocket(call.receiver));
      return leaves
        ? [{ at: call, values: [...call.arguments, ...call.options.map(({ value }) => value)] }]
        : [];
    }),
    ...assignments.flatMap((assignment): Sent[] => {
      const { name, value, adds, scope, ...place } = assignment;
      const shoveled = adds && name !== undefined && value.kind === "joined";
      return shoveled && isSocket({ ...place, kind: "name", name, scope })
        ? [{ at: assignment, values: [value] }]
        : [];
    }),
    ...starts.flatMap(throughProgram),
  ];
}

function throughProgram({ call, words, input, form, shell }: StartedProgram): Sent[] {
  const [first, ...others] = words;
  const name = form === "argv" ? withoutFolder(literalOf(first)) : "";
  const line = form === "shell" && first?.kind === "text" ? first.parts[0] : undefined;
  if (line?.kind === "literal" && LOOKS_UP.test(withoutFolder(/^\s*(\S*) /.exec(line.text)?.[1])))
    return [{ at: call, values: words }];
  if (LOOKS_UP.test(name)) return [{ at: call, values: others }];
  const sends = shell?.commands.some((command) => shipmentOf(command)?.sendsInput);
  return input && sends ? [{ at: call, values: [input] }] : [];
}

function withoutFolder(program = ""): string {
  return program.replace(/^.*\//, "");
}
