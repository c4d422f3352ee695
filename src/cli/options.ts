/** Options of a command, read with one clear sentence for what is wrong. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { UsageError } from "./exit.ts";

/** Reads the arguments. Throws a UsageError for an unknown option or a missing value. */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const said =
      error instanceof Error ? (error.message.split(/\.?\s*\n|\. /)[0] ?? "") : "the options can't be read";
    throw new UsageError(said, { cause: error });
  }
}

/** The choice that was given. Throws a UsageError that lists the choices. */
export function oneOf<const Choice extends string>(
  choices: readonly Choice[],
  given: string,
  option: string,
): Choice {
  const choice = choices.find((candidate) => candidate === given);
  if (choice === undefined) throw new UsageError(`${option} must be one of ${choices.join(", ")}`);
  return choice;
}
