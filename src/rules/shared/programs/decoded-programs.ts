/** Text that was written so that nobody reads it, and that a program decodes and runs: `exec(base64.b64decode("…"))`. */
import { type Call, type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import { type EvaluatedValue, evaluatedValues } from "./evaluated-values.ts";
import { type ValuesOf, valuesIn, valuesInside } from "./values-inside.ts";

/** In order of appearance. */
export function decodedPrograms(program: Program): EvaluatedValue[] {
  const valuesOf = valuesIn(program);
  return evaluatedValues(program).filter(({ value }) => isDecoded(value, valuesOf));
}

/** True for a value that is made readable only here. */
export function isDecoded(value: Expression, valuesOf: ValuesOf): boolean {
  return [...valuesInside(value, valuesOf)].some((one) => one.kind === "call" && decodesText(one.call));
}

/** Calls that make readable text of what isn't. */
function decodesText({ path, method, receiver, arguments: values }: Call): boolean {
  if (/^(?:atob|unescape|globalThis\.atob)$/.test(path)) return true;
  if (path === "Buffer.from") return /^(?:base64(?:url)?|hex)$/.test(literalOf(values[1]) ?? "");
  return (
    /^(?:(?:strict_|urlsafe_)?decode64|(?:urlsafe_|standard_)?b(?:64|32|16|85)decode|a85decode|unhexlify|fromhex|decompress|inflate|gunzipSync|inflateSync)$/.test(
      method,
    ) ||
    (/^unpack1?$/.test(method) && /^[mHhu]/.test(literalOf(values[0]) ?? "") && receiver !== undefined)
  );
}
