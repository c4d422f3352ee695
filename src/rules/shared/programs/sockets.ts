/** Connections that stay open: calls that open one, and calls that read what the other end says. */
import { type Call, type Expression, literalOf } from "../../../documents/program/program.ts";
import { isLocalAddress } from "./incoming-texts.ts";

/** By the path of the call. */
export const SOCKETS =
  /^(?:(?:TCP|UDP|UNIX)Socket\.(?:new|open)|Socket\.(?:tcp|udp|new)|OpenSSL\.SSL\.SSLSocket\.(?:new|open)|Net\.Telnet\.new|telnetlib\.Telnet|socket\.(?:socket|create_connection)|net\.(?:connect|createConnection)|tls\.connect|new (?:net\.Socket|WebSocket|ws(?:\.WebSocket)?)|dgram\.createSocket|https?\.request|http\.client\.HTTPS?Connection)$/;

/** Anything else that is asked of a connection is about this end or settled by a library: its port, whether it is open. */
const READS = /^(?:recv\w*|(?:sys)?read\w*|gets|getc|each\w*|makefile|cmd)$/;

/** What its function is called with: `connection.on("data", (text) => …)`. */
const HANDLES = /^(?:on|once|addEventListener|addListener)$/;

/** True for text of whoever is at the other end; `madeOf` tells what an object was made of. */
export function readsFromConnection(
  { method, receiver, arguments: [event] }: Call,
  madeOf: (object: Expression) => readonly Expression[],
): boolean {
  if (receiver === undefined) return false;
  const isHandler = HANDLES.test(method) && /^(?:data|message|line)$/.test(literalOf(event) ?? "");
  if (!isHandler && !READS.test(method)) return false;
  return madeOf(receiver).some((made) => isConnection(made, madeOf));
}

/** A connection to another machine, also one that a server was asked for or that was wrapped. */
export function isConnection(
  made: Expression,
  madeOf: (object: Expression) => readonly Expression[],
): boolean {
  if (made.kind !== "call") return false;
  const [first] = made.call.arguments;
  if (made.call.method === "wrap_socket" && first) return madeOf(first).some(isOpened);
  return made.call.method === "accept" || isOpened(made);
}

function isOpened(made: Expression): boolean {
  if (made.kind !== "call" || !SOCKETS.test(made.call.path)) return false;
  const [address] = made.call.arguments;
  return !made.call.path.startsWith("UNIX") && !isLocalAddress(literalOf(address) ?? "");
}
