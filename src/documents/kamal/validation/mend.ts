/** How a value of the wrong type is written right, where that needs no guess at what the author wants. */
import type { YamlNode, YamlScalar } from "../../yaml/yaml-node.ts";
import type { Rejection } from "./rejection.ts";

/** See the module comment. */
export interface Mend {
  /** A sentence. */
  readonly text: string;
  /** What to write in place of the value. */
  readonly replacement?: string;
}

/** Advice for a rejected value; undefined when there is none beyond what Kamal says. */
export function mendOf({ at, fault, message }: Rejection): Mend | undefined {
  if (fault !== "type" || !("kind" in at)) return undefined;
  const node = at as YamlNode;
  if (node.kind !== "scalar") return undefined;
  if (message.endsWith("should be an integer"))
    return unquoted(node, /^(?:0|[1-9]\d*)$/, "Write the number without quotes.");
  if (/should be a boolean(?: or a hash)?$/.test(message))
    return unquoted(node, /^(?:true|false)$/, "Write it without quotes.");
  if (node.type === "null") return { text: message.includes("env/") ? EMPTY_TEXT : NULL };
  if (message.endsWith("should be an array")) return asList(node, message);
  return message.endsWith("should be a string") ? asText(node) : undefined;
}

const EMPTY_TEXT = 'An empty text is written `""`.';
const NULL = "A key without a value is not the same as no key: leave it out or give it a value.";

function unquoted({ type, text }: YamlScalar, wanted: RegExp, advice: string): Mend | undefined {
  return type === "string" && wanted.test(text) ? { text: advice, replacement: text } : undefined;
}

/** Longer values are better left to the author. */
const LONGEST = 80;

/** Lists whose items are meant to be names, in which people put a secret itself; such a value must not be repeated. */
const MAY_BE_SECRET = /secret|key_data|password/;

/** A single value where a list is wanted becomes a list of one. */
function asList({ type, text, style }: YamlScalar, message: string): Mend | undefined {
  const advice = "Write a list, even of one.";
  if (style === "block" || text.length > LONGEST || MAY_BE_SECRET.test(message)) return { text: advice };
  const isPlain = /^[\w./~@-][\w./~@:-]*$/.test(text) && type === "string" && !text.endsWith(":");
  return { text: advice, replacement: `[${isPlain ? text : JSON.stringify(text)}]` };
}

function asText({ type, source, span }: YamlScalar): Mend | undefined {
  if (type === "date" || type === "time") {
    const written = source.text.slice(span.start, span.end);
    return { text: "YAML reads it as a date unless it is quoted.", replacement: `"${written}"` };
  }
  return undefined;
}
