/** Telling GitHub's answers apart. */

/** True for an error that stands for one of the given HTTP statuses. */
export function isStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return (
    error instanceof Error &&
    "status" in error &&
    typeof error.status === "number" &&
    statuses.includes(error.status)
  );
}
