/**
 * Type and text of a plain scalar as Psych 4 reads it: YAML 1.1 booleans, octals, base 60, commas in numbers,
 * symbols. Source of the rules: Ruby 3.1's `psych/scalar_scanner.rb`, checked against Psych itself.
 */
import type { ScalarType } from "./yaml-node.ts";

/** A resolved scalar; `text` is what Ruby's `to_s` prints. */
export interface ResolvedScalar {
  readonly type: ScalarType;
  readonly text: string;
}

const WORD = /^[^\d.:-]?[\p{Alphabetic}_\s!@#$%^&*(){}<>|/\\~;=]+/u;
const TIME =
  /^-?\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?(?:\s*(?:Z|[-+]\d{1,2}:?(?:\d\d)?))?$/;
const DATE = /^\d{4}-(?:1[012]|0\d|\d)-(?:[12]\d|3[01]|0\d|\d)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}$/;
const BASE_60_FRACTION = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}\.[0-9_]*$/;
const FLOAT = /^[-+]?(?:[0-9][0-9_,]*)?\.[0-9]*(?:[eE][+-][0-9]+)?$/;
const INTEGER =
  /^(?:[-+]?0b[0-1_,]+|[-+]?0[0-7_,]+|[-+]?(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)|[-+]?0x[0-9a-fA-F_,]+)$/;

/** Longer scalars can't be anything but strings; keeps the patterns off megabyte values. */
const LONGEST_TYPED = 100;

/** Resolves an untagged plain scalar. */
export function resolvePlain(source: string): ResolvedScalar {
  if (source === "") return { type: "null", text: "" };
  if (source.length > LONGEST_TYPED) return symbolOr(source);
  if (WORD.test(source) || source.includes("\n")) return resolveWord(source);
  return resolveNumeric(source);
}

/** No word that means something else than itself is longer: `false`. */
const LONGEST_TYPED_WORD = 5;

function resolveWord(source: string): ResolvedScalar {
  if (source.length > LONGEST_TYPED_WORD) return { type: "string", text: source };
  if (source === "~" || /^null$/i.test(source)) return { type: "null", text: "" };
  if (/^(?:yes|true|on)$/i.test(source)) return { type: "boolean", text: "true" };
  if (/^(?:no|false|off)$/i.test(source)) return { type: "boolean", text: "false" };
  return { type: "string", text: source };
}

function resolveNumeric(source: string): ResolvedScalar {
  if (TIME.test(source)) return resolveTime(source);
  if (DATE.test(source)) return resolveDate(source);
  if (/^\+?\.inf$/i.test(source)) return { type: "float", text: "Infinity" };
  if (/^-\.inf$/i.test(source)) return { type: "float", text: "-Infinity" };
  if (/^\.nan$/i.test(source)) return { type: "float", text: "NaN" };
  if (/^:./.test(source)) return symbolOr(source);
  if (BASE_60.test(source)) return { type: "integer", text: String(base60(source, Number.parseInt)) };
  if (BASE_60_FRACTION.test(source))
    return { type: "float", text: rubyFloat(base60(source, Number.parseFloat)) };
  if (FLOAT.test(source)) return resolveFloat(source);
  if (INTEGER.test(source)) return resolveInteger(source);
  return { type: "string", text: source };
}

function symbolOr(source: string): ResolvedScalar {
  if (!/^:./.test(source)) return { type: "string", text: source };
  const quoted = /^:(["'])(.*)\1/.exec(source);
  return { type: "symbol", text: (quoted?.[2] ?? source).replace(/^:/, "") };
}

/** Psych weighs the parts by 60², 60, 1 counted from the left, so `8:30` is 8 hours and 30 minutes. */
function base60(source: string, read: (part: string) => number): number {
  return source
    .split(":")
    .map((part, index) => (read(part.replaceAll("_", "")) || 0) * 60 ** Math.abs(index - 2))
    .reduce((sum, value) => sum + value, 0);
}

function resolveFloat(source: string): ResolvedScalar {
  if (/^[-+]?\.$/.test(source)) return { type: "string", text: source };
  const value = Number(source.replace(/[,_]|\.([Ee]|$)/g, "$1"));
  return Number.isNaN(value) ? { type: "string", text: source } : { type: "float", text: rubyFloat(value) };
}

function resolveInteger(source: string): ResolvedScalar {
  const digits = source.replaceAll(/[,_]/g, "");
  const [, sign = "", rest = ""] = /^([-+]?)(.*)$/.exec(digits) ?? [];
  const literal = /^0[0-7]+$/.test(rest) ? `0o${rest.slice(1)}` : rest;
  // Psych raises on leftovers such as "0b" without digits; Kamal then can't load the file at all.
  if (!/^(?:0b[01]+|0o[0-7]+|0x[0-9a-f]+|[0-9]+)$/i.test(literal)) return { type: "string", text: source };
  const value = BigInt(literal);
  return { type: "integer", text: String(sign === "-" ? -value : value) };
}

function resolveDate(source: string): ResolvedScalar {
  const [year = 0, month = 0, day = 0] = source.split("-").map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return { type: "string", text: source };
  return { type: "date", text: date.toISOString().slice(0, 10) };
}

/** Ruby prints times without a zone in the local one, which Kamal's recorded cases have set to UTC. */
function resolveTime(source: string): ResolvedScalar {
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "", zone = ""] =
    /^(-?\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.\d*)?\s*(Z|[-+].*)?$/.exec(
      source,
    ) ?? [];
  const pad = (part: string): string => part.padStart(2, "0");
  const clock = `${year}-${pad(month)}-${pad(day)} ${pad(hour)}:${minute}:${second}`;
  return { type: "time", text: `${clock} ${zoneText(zone)}` };
}

function zoneText(zone: string): string {
  const parts = /^([-+])(\d{1,2}):?(\d\d)?$/.exec(zone);
  if (!parts) return zone === "Z" ? "UTC" : "+0000";
  return `${parts[1]}${(parts[2] ?? "").padStart(2, "0")}${parts[3] ?? "00"}`;
}

/** Ruby's Float#to_s: always a decimal point, exponent form from 1e16 up and below 1e-4. */
export function rubyFloat(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [mantissa = "", exponent = ""] = value.toExponential().split("e");
    const sign = exponent.startsWith("-") ? "-" : "+";
    const digits = exponent.replace(/^[-+]/, "").padStart(2, "0");
    return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}e${sign}${digits}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
