/**
 * Text -> Markdown as GitHub renders it. Everything that may quote a repository goes through here: it can't mention people,
 * link, close a code span, or start markup of its own.
 */
import { safeText } from "./redaction.ts";

/** Longest piece of foreign text that is quoted. */
const LONGEST_QUOTE = 200;

/** Text in a code span, whatever it holds. */
export function inlineCode(text: string): string {
  const line = shorten(safeText(text).replace(/\s+/g, " ").trim(), LONGEST_QUOTE);
  if (line === "") return "` `";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Longest sentence: names that it quotes may be of any length. */
const LONGEST_SENTENCE = 1_500;

/**
 * One of our sentences, which may quote names from the repository and may hold code between backticks. Should a quoted name
 * bring backticks of its own, pieces change places, but each is still made harmless.
 */
export function sentence(text: string): string {
  return shorten(text, LONGEST_SENTENCE)
    .split("`")
    .map((piece, index) => (index % 2 === 1 ? inlineCode(piece) : escapeText(piece)))
    .join("");
}

const ZERO_WIDTH_SPACE = "\u200b";

/** Plain text: markup characters escaped, mentions, references and addresses cut by an invisible space. */
function escapeText(text: string): string {
  return safeText(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>()|~$&]/g, "\\$&")
    .replace(/[@#]/g, `$&${ZERO_WIDTH_SPACE}`)
    .replace(/:\/\/|www\./gi, (part) => part.slice(0, 1) + ZERO_WIDTH_SPACE + part.slice(1));
}

/** A block of code with a fence longer than any run of backticks in it. */
export function codeBlock(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${fence}`;
}

/** Cuts a text and says so by an ellipsis. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
