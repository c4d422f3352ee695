/** The words of a `cmd`, an alias or a proxy command. The only file that knows shell-quote. */
import { type ParseEntry, parse } from "shell-quote";

/**
 * Splits a command line into its words. Operators (`|`, `;`, `>`) are dropped, variables stay as `$NAME`: enough to
 * look for flags. What depends on structure is for the shell document.
 */
export function commandWords(text: string): string[] {
  return parsed(text.slice(0, LONGEST)).flatMap((word) => {
    if (typeof word === "string") return [word];
    return "pattern" in word ? [word.pattern] : [];
  });
}

/** A substitution that doesn't end is an error of the library's; a shell would complain too, but its flags are still seen. */
function parsed(text: string): ParseEntry[] {
  try {
    return parse(text, (name) => `$${name}`);
  } catch {
    return text.split(/\s+/).filter((word) => word !== "");
  }
}

/** Longer command lines are cut: flags people look for stand near the front, and splitting must stay cheap. */
const LONGEST = 10_000;
