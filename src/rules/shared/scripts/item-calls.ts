/** The commands that `parallel … ::: a b` and `printf '%s\n' a b | xargs …` start. */
import { feeders, type ShellCommand, type ShellWord } from "../../../documents/shell/shell-script.ts";
import { wordsPrinted } from "./carried-words.ts";
import { commandLine, textOfWord } from "./command-line.ts";

/** The words behind the program's name, once for each item; those of any other command as they are. */
export function itemCalls(command: ShellCommand): (readonly ShellWord[])[] {
  const { arguments: words, through } = commandLine(command);
  const end = words.findIndex(({ literal }) => literal === ":::");
  if (end >= 0)
    return words
      .slice(end + 1)
      .slice(0, MAX_ITEMS)
      .map((item) => filled(words.slice(0, end), item));
  if (!through.includes("xargs")) return [words];
  const items = feeders(command)
    .flatMap(wordsPrinted)
    .filter(({ literal }) => /^[^\s%-][^\s%]*$/.test(literal ?? ""));
  return [words, ...items.slice(0, MAX_ITEMS).map((item) => filled(words, item))];
}

/** Nobody lists more in a line. */
const MAX_ITEMS = 50;

/** An item stands where `{}` does, else at the end. */
function filled(words: readonly ShellWord[], item: ShellWord): ShellWord[] {
  const isPlace = (word: ShellWord): boolean => textOfWord(word) === "{}";
  return words.some(isPlace) ? words.map((word) => (isPlace(word) ? item : word)) : [...words, item];
}
