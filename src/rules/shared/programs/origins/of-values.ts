/** Where variables and what they hold come from: names, members, variables of the environment. */
import {
  type Expression,
  type MemberExpression,
  type NameExpression,
  pathOf,
} from "../../../../documents/program/program.ts";
import { isStrictPattern } from "../../../../documents/program/strict-pattern.ts";
import type { Place } from "../../../../source/source-text.ts";
import { trustOfVariable } from "../../scripts/environment-variables.ts";
import { isEnvironment, variableLookedUp } from "../environment.ts";
import { CONSTANT, type Origin } from "../trust.ts";
import { isOfArchive } from "./archives.ts";
import {
  ENTRY,
  FILE_NAME,
  type Flow,
  from,
  HISTORY,
  STANDARD_INPUT,
  UNKNOWN,
  worstInside,
  worstOf,
} from "./flow.ts";
import { isOfManyLines, mayHoldLines } from "./lines.ts";
import { keptByObject } from "./objects.ts";
import { fieldHere } from "./records.ts";
import { isStrictField } from "./schemas.ts";
import { isSettledMember } from "./settled-members.ts";

const SETTLED_NAMES =
  /^(?:__(?:dir__|FILE__|file__|dirname|filename|name__)|self|this|cls|true|false|nil|None|undefined|\$(?:PROGRAM_NAME|0|PROCESS_ID|\$|\?|!|CHILD_STATUS)|_|import)$|^[A-Z]\w*$/;

/** Of a variable, or of what Ruby writes like one: a method without arguments, such as the reader of `@name`. */
export function nameOrigin(name: NameExpression, flow: Flow): Origin {
  if (flow.passed(name)) return CONSTANT;
  const set = flow.variable(name);
  if (flow.passedByLine(name) && !isOfManyLines(set)) return CONSTANT;
  if (set) return set;
  if (/^(?:ARGV|\$\*|ARGF|\$<)$/.test(name.name)) return from("given", name);
  if (/^(?:gets|readline|STDIN|\$stdin)$/.test(name.name)) return from("given", name, STANDARD_INPUT);
  if (flow.serves && name.name === "params") return from("outside", name);
  const result =
    flow.results.get(name.name) ?? propertyOrigin(name.name.replace(/^(?:self|this)\./, ""), flow);
  const held = /^[a-z]\w*$/.test(name.name) ? flow.variable({ ...name, name: `@${name.name}` }) : undefined;
  const known = result ?? held ?? fieldHere(name, flow);
  if (known) return known;
  return flow.imported.has(name.name) || SETTLED_NAMES.test(name.name) || name.name.includes(".")
    ? CONSTANT
    : UNKNOWN;
}

/** What a function gives back that is read like a field: `commit.subject`. */
function propertyOrigin(name: string | undefined, { properties, results }: Flow): Origin | undefined {
  return name !== undefined && properties.has(name) ? results.get(name) : undefined;
}

const ARGUMENTS =
  /^(?:sys\.argv|process\.argv|Bun\.argv|Deno\.args|yargs\.argv|(?:program|commander|commander\.program)\.(?:args|processedArgs))$/;

/** Of what an object holds, or a list at some place. */
export function memberOrigin(member: MemberExpression, flow: Flow): Origin {
  const named = { name: member.path, scope: member.anchor ?? "", span: member.span };
  if (member.path !== "" && flow.passed(named)) return CONSTANT;
  if (member.path !== "" && flow.passedByLine(named) && !mayHoldLines(member.of, flow)) return CONSTANT;
  const variable = variableLookedUp(member);
  if (variable !== undefined) return environmentOrigin(variable, member, flow);
  const { path, of, name, index } = member;
  // `text[/[a-z]+/]` is what the pattern lets through
  if (index?.kind === "constant" && /^(?:\/|%r)/.test(index.text) && isStrictPattern(index.text, true))
    return CONSTANT;
  if (namesEntry(member, flow)) return from("outside", member, ENTRY);
  if (name === "name" && of.kind === "name" && !flow.madeOf(of).some(({ kind }) => kind === "map"))
    return flow.made(of) ?? nameOrigin(of, flow);
  if (name !== undefined && isSettledMember(of, name, flow)) return CONSTANT;
  if (isParsedStrictly(of, name, flow)) return CONSTANT;
  if (isEnvironment(of)) return from("unknown", member);
  if (of.kind === "name" && of.name === "Dir")
    return flow.use === "path" ? CONSTANT : from("unknown", member, FILE_NAME);
  // what commander has parsed may have been checked by then
  if (ARGUMENTS.test(path)) return from(path.endsWith(".processedArgs") ? "unknown" : "given", member);
  if (/^(?:sys|process)\.stdin$/.test(path)) return from("given", member, STANDARD_INPUT);
  const base = pathOf(of);
  if (base !== undefined && (ARGUMENTS.test(base) || base === "ARGV")) return from("given", member);
  if (of.kind === "name" && /^(?:zx\.)?argv$/.test(of.name) && !flow.variable(of))
    return from("given", member);
  if (OF_OTHERS.test(path)) return from("outside", member);
  if (/(?:^|\.)(?:length|size|returncode|status|status_code|statusCode|ok|pid|exitCode)$/.test(path))
    return CONSTANT;
  if (isIdOfCommit(of, name, flow)) return CONSTANT;
  const entries = name === undefined ? undefined : entriesNamed(of, name, flow);
  const entered = entries && worstInside(member, entries, flow);
  if (entered) return entered;
  const kept = name === undefined ? undefined : keptByObject(of, name, flow);
  return propertyOrigin(name, flow) ?? kept ?? settledIdentity(name, worstOf([of], flow));
}

/** `commit.hexsha` of a repository; what came otherwise has whatever it was given. */
function isIdOfCommit(of: Expression, name: string | undefined, flow: Flow): boolean {
  if (name !== "hexsha" && name !== "binsha") return false;
  const { source } = worstOf([of], flow);
  return source === undefined || source.label === HISTORY;
}

/** What `result["tag"]` is when a function gives back `{"tag": tag, "notes": notes}`; undefined for what may hold something else by then. */
function entriesNamed(of: Expression, name: string, flow: Flow): readonly Expression[] | undefined {
  if (!/^(?:name|call)$/.test(of.kind) || flow.records.isChanged(name) || flow.changesMaps) return undefined;
  const made = flow.madeOf(of);
  const entries = made.map((one) =>
    one.kind === "map" && one.entries.every(({ key }) => key !== undefined)
      ? one.entries.findLast(({ key }) => key === name)?.value
      : undefined,
  );
  return made.length > 0 && entries.every((one) => one !== undefined) ? entries : undefined;
}

/** `entry.path`, `member.filename` */
function namesEntry({ of, name }: MemberExpression, flow: Flow): boolean {
  return (
    flow.use === "path" &&
    of.kind === "name" &&
    /^(?:\w*entry|\w*member|\w*info|header)$/i.test(of.name) &&
    /^(?:path|fileName|filename|entryName|name)$/.test(name ?? "") &&
    isOfArchive(of, flow)
  );
}

/** The event that started a workflow, and the request that a server answers. */
const OF_OTHERS =
  /^(?:@actions\/github\.)?(?:(?:github\.)?context\.payload|github\.event)\b|^(?:flask|bottle|quart)\.request\.\w/;

/** `Args.parse(options).destination`, `Args.safeParse(options).data.destination`, also by way of a variable or taken apart. */
function isParsedStrictly(of: Expression, name: string | undefined, { onlyValueOf }: Flow): boolean {
  const known = of.kind === "name" ? onlyValueOf(of) : of;
  const isData = known?.kind === "member" && known.name === "data";
  const result = isData && known.of.kind === "name" ? onlyValueOf(known.of) : isData ? known.of : known;
  if (result?.kind !== "call") return false;
  const { method, receiver } = result.call;
  return (isData ? SAFE_PARSES : PARSES).test(method) && isStrictField(receiver, name, onlyValueOf);
}

const PARSES = /^(?:parse|parseAsync)$/;
const SAFE_PARSES = /^(?:safeParse|safeParseAsync)$/;

/** Of an event, what the forge makes up itself: nobody chooses a commit id or a number. */
export function settledIdentity(name: string | undefined, origin: Origin): Origin {
  const isEvent =
    origin.trust === "outside" && origin.source !== undefined && EVENTS.test(writtenAt(origin.source.place));
  return isEvent && /^(?:sha|head_sha|merge_commit_sha|after|before|number|id|node_id)$/.test(name ?? "")
    ? CONSTANT
    : origin;
}

const EVENTS = /EVENT_PATH|payload|github\.event/;

function writtenAt({ source, span }: Place): string {
  return source.text.slice(span.start, Math.min(span.end, span.start + MAX_SOURCE));
}

/** Nobody writes more to read an event. */
const MAX_SOURCE = 200;

/** The variable that tells where the runner keeps the event. */
export const EVENT = "GITHUB_EVENT_PATH";

/** Of a variable of the environment. Where the runner keeps the event is nobody's choice; what is in it is. */
export function environmentOrigin(name: string, at: Expression, { use, environment }: Flow): Origin {
  const known = use === "path" && name === EVENT ? "constant" : trustOfVariable(name);
  const trust = known === "unknown" ? (environment?.(name) ?? known) : known;
  return trust === "constant" ? CONSTANT : from(trust, at);
}
