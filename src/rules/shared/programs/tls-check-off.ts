/** HK-14 in Ruby, Python and JavaScript: certificates are not checked. */
import {
  type Assignment,
  type Call,
  type Entry,
  type Expression,
  literalOf,
  optionOf,
  type Program,
  partsOf,
  pathOf,
} from "../../../documents/program/program.ts";
import { type OnlyValueOf, onlyValuesIn } from "../../../documents/program/variables.ts";
import type { Problem } from "../../../engine/rule.ts";
import { isPrivateAddress } from "./private-addresses.ts";
import { type ValuesOf, valuesIn, valuesInside } from "./values-inside.ts";

/** Settings of calls and objects, and variables of the environment that switch the check off for everything. */
export function* checkProgram(program: Program): Iterable<Problem> {
  const valuesOf = valuesIn(program);
  const seen = new Set<number>();
  const onlyValueOf = onlyValuesIn(program);
  for (const found of [...settingsOfCalls(program, onlyValueOf), ...settingsOfObjects(program)]) {
    if (seen.has(found.at.span.start)) continue;
    seen.add(found.at.span.start);
    const isPrivate = found.call ? speaksToItself(found.call, valuesOf) : isOfOwnMachine(found.at, valuesOf);
    yield {
      at: found.at,
      message: `${found.what} lets anybody pose as the server here.`,
      ...(isPrivate ? { severity: "low" } : {}),
    };
  }
}

interface Setting {
  readonly at: Expression | Assignment;
  readonly what: string;
  readonly call: Call | undefined;
}

function* settingsOfCalls(
  { calls, language, imported }: Program,
  onlyValueOf: OnlyValueOf,
): Iterable<Setting> {
  const isAiohttp = imported.has("aiohttp");
  for (const call of calls) {
    const ssl = isAiohttp && AIOHTTP.test(call.method) ? optionOf(call, "ssl") : undefined;
    if (ssl?.kind === "constant" && ssl.text === "False") yield { at: ssl, what: "`ssl=False`", call };
    for (const { key, value } of pairsIn(call)) {
      const set = (value.kind === "name" ? onlyValueOf(value) : undefined) ?? value;
      const off = isSwitchedOff(key, set) ?? switchesEnvironment(key ?? "", set);
      if (off) yield { at: value, what: off, call };
    }
    const constant = call.method === "const_set" ? call.arguments[1] : undefined;
    if (constant && /VERIFY_NONE$/.test(pathOf(constant) ?? ""))
      yield { at: constant, what: "`VERIFY_NONE`", call };
    if (language === "python" && /^ssl\._create_(?:unverified|stdlib)_context$/.test(call.path))
      yield { at: { ...call, kind: "call", call }, what: `\`${call.path}\``, call };
  }
}

/** Requests and connections of aiohttp, to which `ssl=False` means that no certificate is checked. */
const AIOHTTP = /^(?:get|post|put|patch|delete|head|request|ws_connect|TCPConnector)$/;

/** No call has more settings. */
const MAX_PAIRS = 1_000;

/** `verify: false`, also inside hashes that are given. */
function pairsIn(call: Call): Entry[] {
  return [...call.options, ...pairsInside([...call.arguments, ...call.options.map(({ value }) => value)])];
}

/** The pairs of hashes, and of the hashes in them. */
function pairsInside(values: readonly Expression[]): Entry[] {
  const pairs: Entry[] = [];
  const pending = values.filter(({ kind }) => kind === "map");
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind === "map") pairs.push(...next.entries.slice(0, MAX_PAIRS));
    pending.push(
      ...partsOf(next)
        .slice(0, MAX_PAIRS)
        .filter(({ kind }) => kind === "map"),
    );
  }
  return pairs;
}

function* settingsOfObjects({ assignments }: Program): Iterable<Setting> {
  const open = new Set(assignments.filter(({ value }) => pathOf(value)?.endsWith("CERT_NONE")).map(objectOf));
  for (const assignment of assignments) {
    const { target, value } = assignment;
    if (target?.kind === "member") {
      // Python demands it before the check can be switched off
      if (target.name === "check_hostname" && open.has(objectOf(assignment))) continue;
      const off =
        isSwitchedOff(target.name, value) ??
        switchesEnvironment(target.name ?? "", value) ??
        (target.name === "verify_callback" ? alwaysAgrees(assignment) : undefined);
      if (off) yield { at: assignment, what: off, call: undefined };
    }
    const kept = assignment.name === undefined ? undefined : isSwitchedOff(undefined, value);
    if (kept) yield { at: assignment, what: kept, call: undefined };
    if (value.kind === "map")
      for (const { key, value: set } of pairsInside([value])) {
        const off = isSwitchedOff(key, set) ?? switchesEnvironment(key ?? "", set);
        if (off) yield { at: set, what: off, call: undefined };
      }
    if (target?.kind !== "member" && /^ssl\._create_default_https_context$/.test(pathOf(value) ?? ""))
      continue;
    if (/^ssl\._create_unverified_context$/.test(pathOf(value) ?? "") && target)
      yield { at: assignment, what: "`ssl._create_unverified_context`", call: undefined };
  }
}

function objectOf({ target }: Assignment): string | undefined {
  return target?.kind === "member" ? pathOf(target.of) : undefined;
}

/** What to call the setting, when it switches the check off. */
function isSwitchedOff(key: string | undefined, value: Expression): string | undefined {
  // whatever decides, one of the branches does it
  if (value.kind === "either" && value.parts.some((part) => /(?:VERIFY|CERT)_NONE$/.test(pathOf(part) ?? "")))
    return "A check that a condition switches off";
  const path = pathOf(value) ?? "";
  if (/(?:^|\.)VERIFY_NONE$/.test(path)) return "`VERIFY_NONE`";
  if (/^(?:ssl\.)?CERT_NONE$/.test(path)) return "`CERT_NONE`";
  const text = value.kind === "constant" ? value.text : "";
  if (key === "rejectUnauthorized" && text === "false") return "`rejectUnauthorized: false`";
  if (key === "verify_mode" && text === "0") return "`verify_mode = 0`";
  if (/^(?:ssl_)?cert_reqs$/.test(key ?? "") && literalOf(value) === "CERT_NONE") return "`CERT_NONE`";
  if (key === "checkServerIdentity" && answersNothing(value)) return "An empty `checkServerIdentity`";
  if (key === "strictSSL" && text === "false") return "`strictSSL: false`";
  if (
    /^(?:verify|verify_ssl|ssl_verify|(?:ssl_)?verify_peer|verify_certs|check_hostname|assert_hostname|verify_hostname|validate_certs|ssl_verifypeer)$/.test(
      key ?? "",
    ) &&
    /^(?:false|False)$/.test(text)
  )
    return `\`${key}\` off`;
  return undefined;
}

/** `http.verify_callback = ->(ok, store) { true }`, `… = proc { |*| true }` */
function alwaysAgrees({ source, span }: Assignment): string | undefined {
  const written = source.text.slice(span.start, Math.min(span.end, span.start + MAX_CALLBACK));
  return /= ?(?:->|lambda\b|proc\b|Proc\.new\b)[^{]*\{\s*(?:\|[^|]*\|\s*)?true\s*\}$/.test(written)
    ? "A `verify_callback` that always agrees"
    : undefined;
}

/** Longer ones look at something. */
const MAX_CALLBACK = 120;

/** `() => undefined`, `() => {}` */
function answersNothing(value: Expression): boolean {
  if (value.kind === "constant") return /^(?:undefined|null|true)$/.test(value.text);
  return value.kind === "either" && value.parts.length === 0;
}

function switchesEnvironment(name: string, value: Expression): string | undefined {
  const text = literalOf(value) ?? (value.kind === "constant" ? value.text : "");
  const off =
    (/^(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY)$/.test(name) && text === "0") ||
    (/^GIT_SSL_NO_VERIFY$/.test(name) && /^(?:1|true)$/i.test(text));
  return off ? `\`${name}=${text}\`` : undefined;
}

/** A probe of one's own machine or network. */
function speaksToItself(call: Call, valuesOf: ValuesOf): boolean {
  return call.arguments.slice(0, 1).some((address) =>
    [...valuesInside(address, valuesOf)].some((value) => {
      const first = value.kind === "text" ? value.parts[0] : undefined;
      return first?.kind === "literal" && isPrivateAddress(first.text);
    }),
  );
}

/** `http.verify_mode = …` where `http` was made for an address of one's own machine, and for no other. */
function isOfOwnMachine(at: Expression | Assignment, valuesOf: ValuesOf): boolean {
  const target = "target" in at ? at.target : undefined;
  if (target?.kind !== "member") return false;
  const addresses = [...valuesInside(target.of, valuesOf)].flatMap((value) => {
    const first = value.kind === "text" ? value.parts[0] : undefined;
    const text = first?.kind === "literal" ? first.text : "";
    return /^https?:\/\/|^(?:localhost|127\.\d)/.test(text) ? [text] : [];
  });
  return addresses.length > 0 && addresses.every(isPrivateAddress);
}
