/** How the command line tool ends. */

/** Exit codes, the same for every command. */
export const EXIT = {
  /** Nothing at or above the threshold. */
  clean: 0,
  /** Something at or above it, or something that could not be reviewed. */
  found: 1,
  /** The work could not be done; one line on standard error says why. */
  failed: 2,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Wrong use, or something of the machine's that is missing: the message is the one line the person gets. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
