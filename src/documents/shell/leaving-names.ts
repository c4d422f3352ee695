/** What commands that go no further are called, and functions that people write for it. */

/** They end the script. */
export const ENDING_NAMES: ReadonlySet<string> = new Set(
  "exit die fail abort usage error err bail fatal panic quit".split(" "),
);

/** They end the script, the function or the round of a loop. */
export const LEAVING_NAMES: ReadonlySet<string> = new Set([...ENDING_NAMES, "return", "continue", "break"]);
