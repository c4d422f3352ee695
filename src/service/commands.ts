/** Commands that people give in comments. */
import type { Repository } from "./ports.ts";

/** A comment on a pull request. */
export interface CommandComment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
  readonly pullNumber: number;
}

/** What was asked for. */
export type Command = "rescan" | "unknown";

const COMMAND = /^\/kamal-review(?:[ \t]+(\S+))?[ \t]*$/;

/** Reads a comment: only its first line counts, and only when it is nothing but the command. */
export function readCommand(body: string): Command | undefined {
  const match = COMMAND.exec(body.split(/\r?\n/, 1)[0] ?? "");
  if (!match) return undefined;
  return match[1] === "rescan" ? "rescan" : "unknown";
}

/**
 * Decides about a command. Returns the head to review again; undefined when there is nothing to do. The author of the pull
 * request may ask, and whoever may write to the repository at this moment.
 */
export async function answerCommand(
  repository: Repository,
  comment: CommandComment,
): Promise<string | undefined> {
  const command = readCommand(comment.body);
  if (command === undefined) return undefined;
  const pull = await repository.pullRequest(comment.pullNumber);
  const allowed = pull && (pull.author === comment.author || (await repository.canWrite(comment.author)));
  const taken = command === "rescan" && allowed === true;
  await repository.react(comment.id, taken ? "eyes" : "confused");
  return taken ? pull.headSha : undefined;
}
