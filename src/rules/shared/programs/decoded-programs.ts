/** Programs that were written so that nobody reads them: `exec(base64.b64decode("…"))`, names that are put together. */
import {
  type Call,
  type Expression,
  literalOf,
  type Program,
  partsOf,
} from "../../../documents/program/program.ts";
import { evaluatedValues } from "./evaluated-values.ts";
import { returnedIn, type ValuesOf, valuesIn, valuesInside } from "./values-inside.ts";

/** A call that runs such a text; `by` names it, for a message. */
export interface DecodedProgram {
  readonly call: Call;
  readonly by: string;
}

/** What is evaluated, and what is given to a shell. */
export function decodedPrograms(program: Program): DecodedProgram[] {
  const valuesOf = valuesIn(program);
  const returnedBy = returnedIn(program);
  const parts = (one: Expression): readonly Expression[] => [...partsOf(one), ...returnedBy(one)];
  const evaluated = evaluatedValues(program).filter(({ value }) => isDecoded(value, valuesOf, parts));
  const started = program.starts.filter(
    ({ form, words, passesOn }) =>
      form === "shell" && !passesOn && words.some((word) => isWrittenEncoded(word, valuesOf)),
  );
  const found = [...evaluated, ...started.map(({ call }) => ({ call, by: "the shell" }))];
  return [...found, ...calledByHiddenNames(program, valuesOf)].sort(
    (one, other) => one.call.span.start - other.call.span.start,
  );
}

/** `Kernel.send("metsys".reverse, text)`: what is called is put together so that nobody reads its name. */
function calledByHiddenNames({ calls, language }: Program, valuesOf: ValuesOf): DecodedProgram[] {
  if (language !== "ruby") return [];
  return calls.flatMap((call): DecodedProgram[] => {
    const [value] = call.arguments;
    const isByName = /^(?:send|__send__|public_send|method|const_get)$/.test(call.method);
    return isByName && value && isDecoded(value, valuesOf) ? [{ call, by: call.method }] : [];
  });
}

/** True for a value that is made readable only here. */
export function isDecoded(value: Expression, valuesOf: ValuesOf, parts = partsOf): boolean {
  return [...valuesInside(value, valuesOf, parts)].some(
    (one) => one.kind === "call" && decodesText(one.call),
  );
}

/** The same for one that is spelled out in the program: what others send may well be encoded. */
export function isWrittenEncoded(value: Expression, valuesOf: ValuesOf): boolean {
  return [...valuesInside(value, valuesOf)].some((one) => {
    if (one.kind !== "call" || !decodesText(one.call)) return false;
    const inside = [...valuesInside(one, valuesOf)];
    return inside.some(isLongText) || inside.filter(isLetter).length >= MIN_LETTERS;
  });
}

function isLongText(value: Expression): boolean {
  return (literalOf(value) ?? "").length >= MIN_TEXT;
}

/** Shorter texts are names of encodings. */
const MIN_TEXT = 16;

/** One letter may be counted up from another. */
const MIN_LETTERS = 4;

/** The number of a letter. */
function isLetter(value: Expression): boolean {
  return (
    value.kind === "constant" && /^(?:0x[4-7][0-9a-f]|6[5-9]|[78]\d|9\d|1[01]\d|12[0-2])$/i.test(value.text)
  );
}

/** Calls that make readable text of what isn't. */
function decodesText(call: Call): boolean {
  const { path, method, receiver, arguments: values } = call;
  if (spellsInNumbers(call)) return true;
  const turnsAround =
    method === "reverse" || (method === "tr" && /[a-z]-[a-z]/i.test(literalOf(values[0]) ?? ""));
  if (turnsAround && literalOf(receiver) !== undefined) return true;
  if (/^(?:atob|unescape|globalThis\.atob)$/.test(path)) return true;
  if (path === "Buffer.from") return /^(?:base64(?:url)?|hex)$/.test(literalOf(values[1]) ?? "");
  if (path === "codecs.decode") return /^(?:rot_?13|hex|base64|zlib|bz2)/.test(literalOf(values[1]) ?? "");
  return (
    /^(?:(?:strict_|urlsafe_)?decode64|(?:urlsafe_|standard_)?b(?:64|32|16|85)decode|a85decode|unhexlify|fromhex|decompress|inflate|gunzipSync|inflateSync)$/.test(
      method,
    ) ||
    (/^unpack1?$/.test(method) && /^[mHhu]/.test(literalOf(values[0]) ?? "") && receiver !== undefined)
  );
}

/** `[112, 117].map(&:chr).join`, `[0x65].pack("C*")`, `"".join(map(chr, codes))`, `String.fromCharCode(101)`. */
function spellsInNumbers({ path, method, receiver, arguments: values, source, span }: Call): boolean {
  if (/^(?:String\.from(?:CharCode|CodePoint)|chr)$/.test(path)) return true;
  if (method === "map" && path !== "map")
    return source.text.slice(Math.max(span.start, span.end - 7), span.end) === "(&:chr)";
  if (path === "map") return values[0]?.kind === "name" && values[0].name === "chr";
  return method === "pack" && receiver?.kind === "list" && /^[HhBbCcUu]/.test(literalOf(values[0]) ?? "");
}

/** Calls that load a module or look up a function whose name is put together only here: `__import__("o" + "s")`. */
export function hiddenNames({ calls }: Program): Call[] {
  return calls.filter(({ path, arguments: values }) => {
    const name = path === "getattr" ? values[1] : LOADS.test(path) ? values[0] : undefined;
    return name?.kind === "joined" && literalOf(name) !== undefined;
  });
}

const LOADS = /^(?:__import__|importlib\.import_module|require|import|Object\.const_get|Kernel\.const_get)$/;
