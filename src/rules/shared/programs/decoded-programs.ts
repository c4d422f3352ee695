/** Text that was written so that nobody reads it, and that a program decodes and runs: `exec(base64.b64decode("…"))`. */
import { type Call, type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import { type EvaluatedValue, evaluatedValues } from "./evaluated-values.ts";
import { type ValuesOf, valuesIn, valuesInside } from "./values-inside.ts";

/** In order of appearance. */
export function decodedPrograms(program: Program): EvaluatedValue[] {
  const valuesOf = valuesIn(program);
  const decoded = evaluatedValues(program).filter(({ value }) => isDecoded(value, valuesOf));
  return [...decoded, ...hiddenNames(program, valuesOf)].sort(
    (a, b) => a.call.span.start - b.call.span.start,
  );
}

/** `Kernel.send("metsys".reverse, text)`: what is called is put together so that nobody reads its name. */
function hiddenNames({ calls, language }: Program, valuesOf: ValuesOf): EvaluatedValue[] {
  if (language !== "ruby") return [];
  return calls.flatMap((call): EvaluatedValue[] => {
    const [value] = call.arguments;
    const isByName = /^(?:send|__send__|public_send|method|const_get)$/.test(call.method);
    return isByName && value && isDecoded(value, valuesOf) ? [{ call, value, by: call.method }] : [];
  });
}

/** True for a value that is made readable only here. */
export function isDecoded(value: Expression, valuesOf: ValuesOf): boolean {
  return [...valuesInside(value, valuesOf)].some((one) => one.kind === "call" && decodesText(one.call));
}

/** Calls that make readable text of what isn't. */
function decodesText(call: Call): boolean {
  const { path, method, receiver, arguments: values } = call;
  if (spellsInNumbers(call)) return true;
  if (/^(?:reverse|tr|swapcase)$/.test(method) && literalOf(receiver) !== undefined) return true;
  if (/^(?:atob|unescape|globalThis\.atob)$/.test(path)) return true;
  if (path === "Buffer.from") return /^(?:base64(?:url)?|hex)$/.test(literalOf(values[1]) ?? "");
  return (
    /^(?:(?:strict_|urlsafe_)?decode64|(?:urlsafe_|standard_)?b(?:64|32|16|85)decode|a85decode|unhexlify|fromhex|decompress|inflate|gunzipSync|inflateSync)$/.test(
      method,
    ) ||
    (/^unpack1?$/.test(method) && /^[mHhu]/.test(literalOf(values[0]) ?? "") && receiver !== undefined)
  );
}

/** `[112, 117].map(&:chr).join`, `[0x65].pack("C*")`, `"".join(map(chr, codes))`, `String.fromCharCode(101)`. */
function spellsInNumbers({ path, method, receiver, arguments: values, source, span }: Call): boolean {
  if (/^(?:String\.fromCharCode|chr)$/.test(path)) return true;
  if (method === "map" && path !== "map")
    return source.text.slice(Math.max(span.start, span.end - 7), span.end) === "(&:chr)";
  if (path === "map") return values[0]?.kind === "name" && values[0].name === "chr";
  return method === "pack" && receiver?.kind === "list" && /^[HhBbCcUu]/.test(literalOf(values[0]) ?? "");
}
