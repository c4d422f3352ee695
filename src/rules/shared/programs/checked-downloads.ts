/** Whether a program compares what it fetched with what it should be. */
import type { Call, Expression, Program } from "../../../documents/program/program.ts";
import type { ShellCommand } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { isRequest } from "./incoming-texts.ts";
import type { OriginOf } from "./origins.ts";
import { fileKeysIn } from "./program-files.ts";
import type { Source } from "./trust.ts";
import { returnedIn, type ValuesOf, valuesInside, valuesWithArgumentsIn } from "./values-inside.ts";

const FUNCTIONS =
  /sha_?(?:1|256|384|512)|\bmd5\b|checksum|hexdigest|digest\b|createHash|hashlib|\bgpg\b|cosign|minisign|verify_?signature/i;

/** Objects that are fed with what they digest. */
const FED = /^(?:crypto\.createHash|hashlib\.new|(?:OpenSSL\.)?Digest(?:\.\w+)?\.new|new Bun\.CryptoHasher)$/;
const FEEDS = /^(?:update|<<|file|pipe(?:line)?|digest|hexdigest|base64digest)$/;

const PROGRAMS = /^(?:sha\d+sum|shasum|md5sum|b2sum|gpgv?|cosign|minisign|signify)$/;

/** A file or an answer that was fetched: its key, where it is kept in a file, and where it comes from. */
export interface Fetched {
  readonly key: string | undefined;
  readonly source: Source;
}

/** What a program digests. */
interface Digested {
  /** True where it can't be told what is checked, which then may be anything. */
  readonly any: boolean;
  readonly values: readonly Expression[];
  /** Paths that stand in shell text. */
  readonly paths: readonly string[];
}

/** Tells by what the program calls and starts whether a download is checked: a comment or the name of a file checks nothing. */
export function checkedDownloadsIn(program: Program, originOf: OriginOf): (fetched: Fetched) => boolean {
  const { any, values, paths } = digestedIn(program);
  if (any) return () => true;
  if (values.length === 0 && paths.length === 0) return () => false;
  const keyOf = fileKeysIn(program);
  const known = valuesWithArgumentsIn(program);
  const returnedBy = returnedIn(program);
  const valuesOf: ValuesOf = (name) => [...known(name), ...returnedBy(name)];
  const inside = values.flatMap((value) => [...valuesInside(value, valuesOf)]);
  const isOpen = inside.some((one) => isUnknown(one, valuesOf, program));
  const keys = new Set([...inside.flatMap((one) => keyOf(one) ?? []), ...paths.map((path) => `"${path}`)]);
  const places = new Set(inside.flatMap((one) => originOf(one).source?.place.span.start ?? []));
  return ({ key, source }) =>
    isOpen || (key !== undefined && keys.has(key)) || places.has(source.place.span.start);
}

/** A parameter of which nothing is known, or a field that is set elsewhere. */
function isUnknown(value: Expression, valuesOf: ValuesOf, { functions }: Program): boolean {
  if (value.kind !== "name" || valuesOf(value).length > 0) return false;
  const { name } = value;
  return (
    name.startsWith("@") || functions.some(({ parameters }) => parameters.some((one) => one.name === name))
  );
}

function digestedIn({ calls, starts, assignments }: Program): Digested {
  const digests = calls.filter(({ path }) => FUNCTIONS.test(path));
  const feeding = calls.filter((call) => FEEDS.test(call.method) && !FUNCTIONS.test(call.path));
  const isFed = digests.some(({ path, arguments: values }) => FED.test(path) || values.length === 0);
  const added = assignments.flatMap(({ adds, value }) => (adds ? [value] : [])); // `digest << text`
  const fed = isFed ? [...feeding.flatMap(given), ...added] : [];
  const read = digests.flatMap((call) => (FED.test(call.path) ? [] : given(call)));
  const byPrograms = starts.flatMap(({ shell }) => shell?.commands ?? []).flatMap(digestedBy);
  return {
    any:
      calls.some((call) => fetches(call) && call.options.some(({ key }) => FUNCTIONS.test(key ?? ""))) ||
      byPrograms.some(({ any }) => any),
    values: [...fed, ...read],
    paths: byPrograms.flatMap(({ paths }) => paths),
  };
}

/** `Down.download(url, checksum: sum)` */
function fetches(call: Call): boolean {
  return isRequest(call) || /download|fetch|retrieve|install|extract|unpack/i.test(call.path);
}

/** `sha256sum --check sums`, `gpg --verify tool.asc tool`, `shasum -a 256 tmp/tool`; other commands of these programs check no file. */
function digestedBy(command: ShellCommand): Pick<Digested, "any" | "paths">[] {
  const { name = "", arguments: words } = invocationOf(command);
  const texts = words.map(({ literal }) => literal);
  const has = (pattern: RegExp): boolean => texts.some((text) => pattern.test(text ?? ""));
  if (!PROGRAMS.test(name) && !(name === "openssl" && texts[0] === "dgst")) return [];
  if (name === "gpg" && !has(/^--(?:verify|decrypt|output)/)) return [];
  if (name === "cosign") return has(/^verify-blob/) ? [{ any: true, paths: [] }] : [];
  const paths = texts.filter((text) => text === undefined || /[/.]/.test(text));
  const spelledOut = paths.flatMap((path) => path?.replace(/^\.\//, "") ?? []);
  const any =
    has(/^(?:-c|--check|--verify|--decrypt|--output)$/) || spelledOut.length < Math.max(1, paths.length);
  return [{ any, paths: spelledOut }];
}

function given({ receiver, arguments: values }: Call): readonly Expression[] {
  return [...values, ...(receiver?.kind === "call" || receiver?.kind === "name" ? [receiver] : [])];
}
