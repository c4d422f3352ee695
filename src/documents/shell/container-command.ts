/** The part of `docker exec app sh -c '…'` and its like that runs inside the container. */
import { isShellName } from "./shell-names.ts";
import type { ShellWord } from "./shell-script.ts";
import type { Invocation } from "./wrappers.ts";

const TOOLS = /^(?:docker|podman|nerdctl|docker-compose|kubectl)$/;

/** True for the name of a program that runs containers. */
export function isContainerTool(name: string): boolean {
  return TOOLS.test(name);
}

/** The shell that a container tool starts and what it is given; undefined when it starts none. */
export function containerShell({ name, arguments: words }: Invocation): Invocation | undefined {
  if (name === undefined || !TOOLS.test(name)) return undefined;
  const verb = words.findIndex(({ literal }) => /^(?:exec|run)$/.test(literal ?? ""));
  if (verb < 0 || verb > MAX_WORDS_BEFORE_VERB) return undefined;
  const shell = words.findIndex((word, index) => index > verb + 1 && isShellName(baseName(word)));
  const word = words[shell];
  return word && { name: baseName(word), arguments: words.slice(shell + 1), through: [name] };
}

/** `docker compose -f file -p name exec`: an `exec` further back is an argument of something else. */
const MAX_WORDS_BEFORE_VERB = 8;

function baseName(word: ShellWord): string | undefined {
  return word.literal?.replace(/^.*\//, "");
}
