/** Facts that came, went or changed -> the end of a sentence that starts with the part they belong to. */
import type { Fact, FactValue } from "./fact.ts";

/** Longest value that is quoted in a sentence. */
const LONGEST_VALUE = 80;

/** For a fact that the base does not have. */
export function addedWords({ noun, manner, value, fallback }: Fact): string {
  switch (manner) {
    case "thing":
      return `${noun} added`;
    case "flag":
      return `${noun} turned on`;
    case "mount":
      return `${noun} added, ${value.shown}`;
    case "port":
      return `${noun} opened on ${addressWords(value)}`;
    case "variable":
      return `${noun} added ${variableWords(value)}`;
    case "setting":
      if (value.shown !== undefined && fallback !== undefined)
        return `${noun} changed from ${quote(fallback)}, the default, to ${valueWords(value)}`;
      return value.shown === "" ? `${noun} set` : `${noun} set to ${valueWords(value)}`;
  }
}

/** For a fact that the head no longer has. */
export function removedWords({ noun, manner, value, fallback }: Fact): string {
  switch (manner) {
    case "flag":
      return `${noun} turned off`;
    case "port":
      return `${noun} closed on ${addressWords(value)}`;
    case "setting":
      return fallback === undefined
        ? `${noun} no longer set`
        : `${noun} back to ${quote(fallback)}, the default`;
    default:
      return `${noun} removed`;
  }
}

/** For a fact with another value. */
export function changedWords({ noun, manner, value: after }: Fact, before: FactValue): string {
  switch (manner) {
    case "port":
      return `${noun} opened on ${addressWords(after)} instead of ${addressWords(before)}`;
    case "mount":
      return `${noun} now ${after.shown}`;
    case "variable":
      return changedVariable(noun, before, after);
    default:
      return after.shown === undefined || before.shown === undefined
        ? `${noun} changed (values not shown)`
        : `${noun} changed from ${valueWords(before)} to ${valueWords(after)}`;
  }
}

function changedVariable(noun: string, before: FactValue, after: FactValue): string {
  const isClear = [before, after].every(({ compared }) => compared.startsWith("clear:"));
  if (isClear && (before.shown === undefined || after.shown === undefined))
    return `${noun} has another value in clear (not shown)`;
  if (isClear) return `${noun} changed from ${valueWords(before)} to ${valueWords(after)}`;
  return `${noun} now ${variableWords(after)}, before ${variableWords(before)}`;
}

function addressWords({ shown }: FactValue): string {
  return shown === "" || shown === undefined ? "every address" : quote(shown);
}

/** See environment-facts.ts for how a variable's value is built. */
function variableWords({ compared, shown }: FactValue): string {
  if (compared.startsWith("secret:"))
    return shown === "" ? "as a secret" : `from the secret ${quote(shown ?? "")}`;
  return shown === undefined ? "in clear (value not shown)" : `in clear as ${quote(shown)}`;
}

function valueWords({ shown }: FactValue): string {
  if (shown === undefined) return "a value that is not shown";
  return quote(shown);
}

/** Between backticks, which the text itself must not have. */
function quote(text: string): string {
  const line = text.replaceAll("`", "'").replace(/\s+/g, " ").trim();
  if (/^decided by Ruby at line \d+$/.test(line)) return `what is ${line}`;
  if (line === "") return "an empty text";
  if (line === "a text in clear") return line;
  if (/^the secret \w+$/.test(line)) return `the secret \`${line.slice("the secret ".length)}\``;
  return `\`${line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line}\``;
}
