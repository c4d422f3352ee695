/** Commands that tell Docker to do without TLS: a flag of dockerd, or a daemon.json that a script writes. */
import type { ShellCommand, ShellWord, WordPart } from "../../../documents/shell/shell-script.ts";
import type { Place } from "../../../source/source-text.ts";
import { reachOf } from "../network/hosts.ts";
import { commandLine } from "./command-line.ts";
import { isOnlyShown } from "./shown-text.ts";

/** The places of a command that name such a registry; those on the machine itself do not count. */
export function insecureRegistriesIn(command: ShellCommand): Place[] {
  if (isOnlyShown(command)) return [];
  const { source, arguments: words, redirections, anchor = "" } = command;
  const isMentioned = commandLine(command).line.includes("insecure-registr"); // in hardly any script
  const inWords = (isMentioned ? words : []).filter((word, index) => {
    const text = textOf(word);
    if (!text.includes("insecure-registr")) return false;
    const value = word.literal === "--insecure-registry" ? words[index + 1] : undefined;
    return namesRegistry(`${text} ${value ? textOf(value) : ""}`);
  });
  const heredocs = redirections.flatMap(({ heredoc }) => heredoc ?? []);
  const inTexts = heredocs.filter(({ parts }) => namesRegistry(partsText(parts)));
  return [
    ...inWords.map((word) => (word.literal === "--insecure-registry" ? word : lineIn(word))),
    ...inTexts.map(({ span }) => lineIn({ source, span, anchor })),
  ];
}

/** The line that speaks of it, in a text of many. */
function lineIn(place: Place): Place {
  const text = place.source.text.slice(place.span.start, place.span.end);
  const at = text.search(/[\w-]*insecure-registr/);
  if (at < 0 || !text.includes("\n")) return place;
  const end = text.indexOf("\n", at);
  const start = place.span.start + at;
  return { ...place, span: { start, end: end < 0 ? place.span.end : place.span.start + end } };
}

function namesRegistry(text: string): boolean {
  const [, host = ""] =
    /insecure-registr(?:y|ies)["']?[\s:=[]{0,20}["']?([^"'\]\s,}]{0,200})/.exec(text) ?? [];
  return host !== "" && reachOf(host.replace(/:\d+$|\/\d+$/, "")) !== "loopback";
}

function textOf(word: ShellWord): string {
  return word.literal ?? partsText(word.parts);
}

function partsText(parts: readonly WordPart[]): string {
  return parts.map((part) => (part.kind === "literal" ? part.text : "$X")).join("");
}
