/**
 * Reads a git repository through the `git` program: fixed plumbing commands, no shell, no network, nothing of the
 * repository's configuration that could start a program.
 */
import { spawn } from "node:child_process";

/** A git command that failed; `message` is for the person at the terminal. */
export class GitError extends Error {
  override readonly name = "GitError";
}

/** Every call starts with these: no file system monitor, no hooks, no replaced objects, paths taken literally. */
const SAFE = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
  "--no-replace-objects",
  "--literal-pathspecs",
  "--no-optional-locks",
];

/** No prompts, and no fetching of missing objects, which would run the repository's own transport commands. */
const ENVIRONMENT = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_OPTIONAL_LOCKS: "0",
  LC_ALL: "C",
};

/** Output of a git command. Throws a GitError when git is not there or says no. */
export async function git(folder: string, args: readonly string[], input = ""): Promise<Buffer> {
  const child = spawn("git", [...SAFE, ...args], { cwd: folder, env: { ...process.env, ...ENVIRONMENT } });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => complaints.push(chunk));
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", () =>
      reject(new GitError("git could not be started; it is needed to compare commits")),
    );
    child.on("close", resolve);
  });
  if (code !== 0) throw new GitError(Buffer.concat(complaints).toString().split("\n")[0] ?? "");
  return Buffer.concat(output);
}

/** Paths below a folder that git tracks or would track; undefined when the folder is in no checkout. */
export async function listWorkingTree(folder: string): Promise<string[] | undefined> {
  try {
    return splitNul(await git(folder, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]));
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** Splits output of a `-z` option. */
export function splitNul(output: Buffer): string[] {
  return output
    .toString("utf8")
    .split("\0")
    .filter((part) => part !== "");
}
