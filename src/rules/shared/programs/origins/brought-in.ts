/** What a call brings into a program: output, answers of the network, input, options, names and contents of files. */
import { type Call, type Expression, literalOf } from "../../../../documents/program/program.ts";
import { variableLookedUp } from "../environment.ts";
import { isFileRead, isRequest, listsFiles, readsCommandLine, readsInput } from "../incoming-texts.ts";
import { outputOrigin } from "../output-origin.ts";
import { asksByClient } from "../request-clients.ts";
import { readsFromConnection } from "../sockets.ts";
import { CONSTANT, type Origin } from "../trust.ts";
import { isOfArchive } from "./archives.ts";
import { eventHeard, MAX_SAID } from "./events.ts";
import {
  COMMAND_LINE,
  ENTRY,
  FILE_NAME,
  type Flow,
  from,
  HISTORY,
  STANDARD_INPUT,
  shown,
  worstOf,
} from "./flow.ts";
import { EVENT } from "./of-values.ts";
import { isSettledOption, isSettledQuestion, takesOneOf } from "./settled-options.ts";

/** Undefined for a call that brings in nothing. */
export function broughtIn(call: Call, at: Expression, flow: Flow): Origin | undefined {
  const start = flow.starts.get(call);
  if (start && !start.passesOn) return outputOrigin(start);
  if (isRequest(call) || readsFromConnection(call, flow.madeOf) || asksByClient(call, flow.madeOf))
    return from("outside", at, shown(at), true);
  if (flow.use === "path" && namesEntry(call, flow)) return from("outside", at, ENTRY);
  if (ANSWERED.test(call.path) || answersRequests(call)) return from("outside", at);
  if (OPENS_HISTORY.test(call.path)) return from("outside", at, HISTORY);
  if (flow.serves && /^request\.(?:body|params)\b/.test(call.path)) return from("outside", at);
  if (call.path === "@actions/core.getInput") return from("unknown", at);
  if (call.path === "task" || isOfOclif(call, flow)) return from("given", at, COMMAND_LINE);
  if (readsInput(call))
    return isSettledQuestion(call, flow.insideOf) ? CONSTANT : from("given", at, STANDARD_INPUT);
  const said = flow.events.get(eventHeard(call) ?? "");
  if (said) return said.length >= MAX_SAID ? from("given", at) : worstOf(said, flow);
  if (readsCommandLine(call))
    return takesOneOf(call, flow.insideOf) || isSettledOption(call, flow.insideOf)
      ? CONSTANT
      : from("given", at, COMMAND_LINE);
  return listsFiles(call) && flow.use !== "path" ? from("unknown", at, FILE_NAME) : undefined;
}

/** `const { flags } = await this.parse(Deploy)` */
function isOfOclif({ path, arguments: values }: Call, { imported }: Flow): boolean {
  return path === "parse" && values.length === 1 && [...imported].some((name) => name.startsWith("@oclif/"));
}

/** What a server was asked for, and by whom that may be. */
const ANSWERED =
  /^(?:flask|bottle|quart)\.request\.(?:get_json|get_data|(?:args|form|values|headers|cookies)\.get)$/;

/** Libraries that read the history of a repository: whoever has a commit in it wrote its message. */
const OPENS_HISTORY = /^(?:git\.Repo|pygit2\.Repository|dulwich\.repo\.Repo)$/;

/** Libraries of Ruby whose handlers find the request under a name. */
export const SERVES = /\brequire ["'](?:sinatra|roda|rack)\b/;

/** What a server's handler is given: `http.createServer((req, res) => …)`, `app.post("/deploy", handler)`. */
function answersRequests({ path, method, receiver, arguments: values }: Call): boolean {
  if (/^(?:https?\.createServer|Deno\.serve)$/.test(path)) return true;
  const isRoute =
    /^(?:get|post|put|patch|delete|all)$/.test(method) && /^\//.test(literalOf(values[0]) ?? "");
  return isRoute && receiver?.kind === "name" && /(?:app|router|server|fastify)$/i.test(receiver.name);
}

/** `entry.full_name` */
function namesEntry({ method, receiver, arguments: values }: Call, flow: Flow): boolean {
  if (values.length > 0 || !/^(?:full_name|name)$/.test(method)) return false;
  return receiver?.kind === "name" && isOfArchive(receiver, flow);
}

/** What is in a file. One of the repository was reviewed with it; one that somebody names may be any. */
export function readFromFile(call: Call, at: Expression, flow: Flow): Origin | undefined {
  const [file] = call.arguments;
  if (!file || !isFileRead(call)) return undefined;
  if (variableLookedUp(file) === EVENT) return from("outside", at);
  if (isStandardInput(file)) return from("given", at, STANDARD_INPUT);
  const path = worstOf([file], flow);
  // a path that nobody is known to name is a setting of the program
  if (path.trust !== "constant" && path.source) return path;
  const isTemporary = /^\/(?:tmp|var\/tmp)\//.test(literalOf(file) ?? "");
  return from(isTemporary ? "unknown" : "configured", at);
}

/** Node reads what it is given as the file 0. */
function isStandardInput(file: Expression): boolean {
  return literalOf(file) === "/dev/stdin" || (file.kind === "constant" && file.text === "0");
}
